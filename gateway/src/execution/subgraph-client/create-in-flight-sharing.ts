import type { Cancellation } from '../../values/cancellation.ts';
import { createSingleFlight } from '../../values/create-single-flight.ts';
import { traceContextHeaders } from '../../values/trace-headers.ts';
import type { EngineCounters } from '../engine-counters.ts';
import { followSignal } from './follow-signal.ts';
import type { ObservedFetch, ReceivedReply, SendFetch } from './send-fetch.ts';
import { timeoutHeader } from './timeout-header.ts';
import { withoutCookies } from './without-cookies.ts';

/** Sends for one who goes when the signal is aborted. */
export type SendForSignal = (fetch: ObservedFetch, signal: AbortSignal | undefined) => Promise<ReceivedReply>;

/** Headers that tell requests apart without any meaning for the answer. */
const neutral: ReadonlySet<string> = new Set([...traceContextHeaders, timeoutHeader]);

/**
 * Sends identical queries that overlap in time once. Identical means all headers too, those of a trace excepted, so that
 * no answer reaches another identity. The request is cancelled when the last who waits for it has gone.
 */
export function createInFlightSharing(
  send: SendFetch,
  { counters }: { readonly counters: EngineCounters },
): SendForSignal {
  const singleFlight = createSingleFlight<ReceivedReply>({
    onShared: () => {
      counters.fetchesShared += 1;
    },
    awaitsCancelled: false,
    forOthers(response) {
      response.body.share();
      return withoutCookies(response);
    },
  });
  return (fetch, signal) => {
    let isSent = false;
    const begin = (cancellation: Cancellation) => {
      isSent = true;
      return send(fetch, cancellation);
    };
    if (!fetch.isIdempotent) return followSignal(signal, begin);
    const answer = singleFlight.join(fetch.body, identify(fetch), signal, begin);
    if (!isSent) fetch.observer?.onShared();
    return answer;
  };
}

function identify({ url, headers }: ObservedFetch): string {
  // Whoever has much time must not depend on a request that was given little.
  let key = `${url}\n${Math.ceil(Math.log2(Number(headers[timeoutHeader])))}`;
  for (const name in headers) if (!neutral.has(name)) key += `\n${name}:${headers[name]}`;
  return key;
}
