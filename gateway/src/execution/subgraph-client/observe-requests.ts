import type { SendFetch } from './send-fetch.ts';
import { hasTimedOut } from './with-timeout.ts';

/** What became of one request to a subgraph; a repeated request is two. */
export interface ObservedSubgraphRequest {
  readonly subgraph: string;
  /** `refused` is an answer with a status from 400 on; `failed` is none at all. */
  readonly outcome: 'answered' | 'refused' | 'failed' | 'timed_out' | 'cancelled';
  readonly durationMs: number;
}

/** Reports each request that goes out, when it has ended. */
export function observeRequests(
  send: SendFetch,
  onRequest: (request: ObservedSubgraphRequest) => void,
): SendFetch {
  return (fetch, cancellation) => {
    const { subgraph } = fetch;
    const startedMs = performance.now();
    const end = (outcome: ObservedSubgraphRequest['outcome']) =>
      onRequest({ subgraph, outcome, durationMs: performance.now() - startedMs });
    return send(fetch, cancellation).then(
      (response) => {
        end(response.status < 400 ? 'answered' : 'refused');
        return response;
      },
      (error: unknown) => {
        if (!cancellation.isCancelled) end('failed');
        else end(hasTimedOut(cancellation) ? 'timed_out' : 'cancelled');
        throw error;
      },
    );
  };
}
