import type { SendSubgraphRequest } from './send-subgraph-request.ts';

/** What became of one request to a subgraph; a repeated request is two. */
export interface ObservedSubgraphRequest {
  readonly subgraph: string;
  /** `refused` is an answer with a status from 400 on; `failed` is none at all. */
  readonly outcome: 'answered' | 'refused' | 'failed' | 'timed_out' | 'cancelled';
  readonly durationMs: number;
}

/** Reports each request that goes out, when it has ended. */
export function observeRequests(
  send: SendSubgraphRequest,
  onRequest: (request: ObservedSubgraphRequest) => void,
): SendSubgraphRequest {
  return async (request) => {
    const { subgraph, signal } = request;
    const startedMs = performance.now();
    const end = (outcome: ObservedSubgraphRequest['outcome']) =>
      onRequest({ subgraph, outcome, durationMs: performance.now() - startedMs });
    try {
      const response = await send(request);
      end(response.status < 400 ? 'answered' : 'refused');
      return response;
    } catch (error) {
      if (!signal.aborted) end('failed');
      else end(signal.reason?.code === 'SUBREQUEST_TIMEOUT' ? 'timed_out' : 'cancelled');
      throw error;
    }
  };
}
