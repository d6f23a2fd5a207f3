import type { SubgraphFetch } from '../../src/execution/subgraph-client/send-subgraph-request.ts';

/** A query to a subgraph, for tests. */
export function fakeSubgraphFetch(changes: Partial<SubgraphFetch> = {}): SubgraphFetch {
  return {
    subgraph: 'a',
    url: 'http://a/',
    headers: { authorization: 'one' },
    body: '{"query":"{a}"}',
    isIdempotent: true,
    timeoutMs: 30_000,
    maxReplyBytes: 64 * 1024 * 1024,
    ...changes,
  };
}
