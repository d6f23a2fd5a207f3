import type { SubgraphFetch } from '../execution/subgraph-client/send-subgraph-request.ts';

/** A query to a subgraph, for tests. */
export function fakeSubgraphFetch(changes: Partial<SubgraphFetch> = {}): SubgraphFetch {
  return {
    subgraph: 'a',
    url: 'http://a/',
    headers: { authorization: 'one' },
    body: '{"query":"{a}"}',
    isIdempotent: true,
    timeoutMs: 30_000,
    ...changes,
  };
}
