import { createFlights } from '../create-flights.ts';
import type { EngineCounters } from '../engine-counters.ts';
import { tracingHeaders } from './create-select-headers.ts';
import type {
  SendSubgraphRequest,
  SubgraphHttpRequest,
  SubgraphHttpResponse,
} from './send-subgraph-request.ts';

/**
 * Sends identical queries that overlap in time once. Identical means all headers too, those of a trace excepted, so that
 * no answer reaches another identity. The request is cancelled when the last who waits for it has gone.
 */
export function createInFlightSharing(
  send: SendSubgraphRequest,
  { counters }: { readonly counters: EngineCounters },
): SendSubgraphRequest {
  const flights = createFlights<SubgraphHttpResponse>({
    onShared: () => {
      counters.fetchesShared += 1;
    },
    awaitsCancelled: false,
    forOthers: withoutCookies,
  });
  return (request) => {
    if (!request.isIdempotent) return send(request);
    return flights.join(identify(request), request.body, request.signal, (signal) =>
      send({ ...request, signal }),
    );
  };
}

/** A cookie is for the one whose request it answers. */
function withoutCookies({ headers, ...response }: SubgraphHttpResponse): SubgraphHttpResponse {
  if (headers === undefined) return response;
  const { 'set-cookie': _, ...others } = headers;
  return { ...response, headers: others };
}

function identify({ url, headers }: SubgraphHttpRequest): string {
  let id = url;
  for (const name in headers) if (!tracingHeaders.has(name)) id += `\n${name}:${headers[name]}`;
  return id;
}
