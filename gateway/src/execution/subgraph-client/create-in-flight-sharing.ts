import { createFlights } from '../create-flights.ts';
import type { EngineCounters } from '../engine-counters.ts';
import type {
  SendSubgraphRequest,
  SubgraphHttpRequest,
  SubgraphHttpResponse,
} from './send-subgraph-request.ts';
import { timeoutHeader } from './timeout-header.ts';
import { withoutCookies } from './without-cookies.ts';

/** Headers that tell requests apart without any meaning for the answer. */
const neutral: ReadonlySet<string> = new Set(['traceparent', 'tracestate', timeoutHeader]);

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
    const { body, signal } = request;
    return flights.join(body, identify(request), signal, (shared) => send({ ...request, signal: shared }));
  };
}

function identify({ url, headers }: SubgraphHttpRequest): string {
  // Whoever has much time must not depend on a request that was given little.
  let key = `${url}\n${Math.ceil(Math.log2(Number(headers[timeoutHeader])))}`;
  for (const name in headers) if (!neutral.has(name)) key += `\n${name}:${headers[name]}`;
  return key;
}
