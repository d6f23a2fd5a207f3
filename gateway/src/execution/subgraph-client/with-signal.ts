import type { SendFetch, SendSubgraphRequest } from './send-subgraph-request.ts';

/** Lets a sender that listens to a signal send fetches. */
export function withSignal(send: SendSubgraphRequest): SendFetch {
  // Async, since whoever writes a sender may also throw.
  return async (fetch, { signal }) => send({ ...fetch, signal });
}
