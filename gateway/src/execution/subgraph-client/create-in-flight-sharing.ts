import type { EngineCounters } from '../engine-counters.ts';
import type {
  SendSubgraphRequest,
  SubgraphHttpRequest,
  SubgraphHttpResponse,
} from './send-subgraph-request.ts';
import { timeoutHeader } from './timeout-header.ts';

/** A request on its way, and how many still want its answer. */
interface Flight {
  readonly response: Promise<SubgraphHttpResponse>;
  readonly controller: AbortController;
  waiting: number;
}

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
  const flights = new Map<string, Flight>();

  function takeOff(key: string, request: SubgraphHttpRequest): Flight {
    const controller = new AbortController();
    const response = send({ ...request, signal: controller.signal });
    const flight: Flight = { response, controller, waiting: 0 };
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    response.then(land, land);
    flights.set(key, flight);
    return flight;
  }

  return (request) => {
    if (!request.isIdempotent) return send(request);
    const key = identify(request);
    const shared = flights.get(key);
    if (shared) counters.fetchesShared += 1;
    const flight = shared ?? takeOff(key, request);
    flight.waiting += 1;
    const { signal } = request;
    return new Promise((resolve, reject) => {
      const leave = () => {
        flight.waiting -= 1;
        if (flight.waiting === 0) {
          // A cancelled flight is no good for those who come later.
          if (flights.get(key) === flight) flights.delete(key);
          flight.controller.abort(signal.reason);
        }
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const settle = () => signal.removeEventListener('abort', leave);
      const answer = shared ? flight.response.then(withoutCookies) : flight.response;
      answer.then(resolve, reject).finally(settle);
    });
  };
}

/** A cookie is for the one whose request it answers. */
function withoutCookies({ headers, ...response }: SubgraphHttpResponse): SubgraphHttpResponse {
  if (headers === undefined) return response;
  const { 'set-cookie': _, ...others } = headers;
  return { ...response, headers: others };
}

function identify({ url, headers, body }: SubgraphHttpRequest): string {
  // Whoever has much time must not depend on a request that was given little.
  let key = `${url}\n${Math.ceil(Math.log2(Number(headers[timeoutHeader])))}\n${body}`;
  for (const name in headers) if (!neutral.has(name)) key += `\n${name}:${headers[name]}`;
  return key;
}
