import type { SubgraphHttpRequest } from '../execution/subgraph-client/send-subgraph-request.ts';

/** A query to a subgraph, for tests. */
export function fakeSubgraphRequest(changes: Partial<SubgraphHttpRequest> = {}): SubgraphHttpRequest {
  return {
    subgraph: 'a',
    url: 'http://a/',
    headers: { authorization: 'one' },
    body: '{"query":"{a}"}',
    isIdempotent: true,
    timeoutMs: 30_000,
    signal: new AbortController().signal,
    ...changes,
  };
}
