import { ServiceError } from '@headgate/service/define-errors.ts';
import { gatewayErrors } from '../../errors.ts';
import { type FetchObserver, noTraces, type TracedFetch, type TraceSteps } from '../../ports/trace-steps.ts';
import type { SubgraphReplyDetails } from '../engine.ts';
import type { EngineCounters } from '../engine-counters.ts';
import { parseReply, type TapeReply } from '../replies/parse-reply.ts';
import type { Tape } from '../tape/tape.ts';
import type { CircuitOptions } from './circuit-options.ts';
import { createCircuitBreaker } from './create-circuit-breaker.ts';
import { createInFlightSharing, type SendForSignal } from './create-in-flight-sharing.ts';
import { createRetries } from './create-retries.ts';
import type { SelectHeaders } from './create-select-headers.ts';
import { followSignal } from './follow-signal.ts';
import { type ObservedSubgraphRequest, observeRequests } from './observe-requests.ts';
import type { SendFetch } from './send-fetch.ts';
import type { CircuitChange } from './tell-circuits.ts';
import { timeoutHeader } from './timeout-header.ts';
import { withTimeout } from './with-timeout.ts';

/** A GraphQL request to a subgraph. */
export interface SubgraphCall extends TracedFetch {
  /** Where the answer is read. */
  readonly tape: Tape;
  /** The whole request as JSON. */
  readonly body: string;
  /** Those of the client's request; rules decide what the subgraph gets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly isIdempotent: boolean;
  readonly signal: AbortSignal | undefined;
  /** When the client's answer has to be there, in milliseconds since 1970. */
  readonly deadlineMs?: number | undefined;
  readonly onReply?: ((reply: SubgraphReplyDetails) => void) | undefined;
}

/** Asks a subgraph. @throws ServiceError with one of the `SUBREQUEST_` codes */
export type CallSubgraph = (call: SubgraphCall) => Promise<TapeReply>;

/** What the client does besides sending; each part can be switched off. */
export interface SubgraphTraffic {
  /** Identical queries in flight with identical headers are sent once. */
  readonly shareInFlight: boolean;
  /** Queries that got no answer are sent again, as long as few need it. */
  readonly retry: boolean;
  /** A subgraph that fails again and again is left alone for a while. */
  readonly breakCircuit: boolean;
  /** Subgraphs are told how much time is left. */
  readonly passDeadline: boolean;
}

export interface SubgraphClientOptions {
  readonly send: SendFetch;
  /** Told of each request when it has ended. */
  readonly onRequest?: ((request: ObservedSubgraphRequest) => void) | undefined;
  /** URL by the name of the subgraph. */
  readonly urls: ReadonlyMap<string, string>;
  /** How long a subgraph may take to answer in full, retries included. */
  readonly timeoutMs: (subgraph: string) => number;
  /** How large an answer may be, decompressed. */
  readonly maxReplyBytes: (subgraph: string) => number;
  /** When a subgraph is left alone. */
  readonly circuitOf: (subgraph: string) => CircuitOptions;
  /** Told of each circuit when it begins, opens and closes. */
  readonly onCircuit: (change: CircuitChange) => void;
  readonly selectHeaders: SelectHeaders;
  readonly traffic: SubgraphTraffic;
  readonly counters: EngineCounters;
  /** Shows fetches in traces. Default: nobody traces. */
  readonly traces?: TraceSteps | undefined;
}

/** Creates the client through which all fetches of an engine go. */
export function createSubgraphClient(options: SubgraphClientOptions): CallSubgraph {
  const { urls, traffic, counters, timeoutMs, maxReplyBytes, selectHeaders, traces = noTraces } = options;
  const now = () => performance.now();
  const sendOnce = options.onRequest ? observeRequests(options.send, options.onRequest) : options.send;
  let send: SendFetch = (fetch, cancellation) => {
    counters.subgraphRequests += 1;
    return sendOnce(fetch, cancellation);
  };
  if (traffic.breakCircuit)
    send = createCircuitBreaker(send, {
      counters,
      circuitOf: options.circuitOf,
      onChange: options.onCircuit,
      now,
    });
  if (traffic.retry) send = createRetries(send, { counters, random: Math.random });
  send = withTimeout(send, { counters });
  const sendForSignal: SendForSignal = traffic.shareInFlight
    ? createInFlightSharing(send, { counters })
    : (fetch, signal) => followSignal(signal, (cancellation) => send(fetch, cancellation));

  async function ask(
    { tape, subgraph, body, headers, isIdempotent, signal, deadlineMs = Infinity, onReply }: SubgraphCall,
    url: string,
    observer: FetchObserver | undefined,
  ): Promise<TapeReply> {
    try {
      if (signal?.aborted) throw signal.reason;
      const ownMs = timeoutMs(subgraph);
      const selected = selectHeaders(subgraph, headers);
      traces.inject(selected);
      if (traffic.passDeadline) {
        const leftMs = deadlineMs - Date.now();
        if (leftMs < ownMs) counters.fetchesHurried += 1;
        selected[timeoutHeader] = String(Math.max(1, Math.min(ownMs, leftMs)));
      }
      const fetch = {
        subgraph,
        url,
        headers: selected,
        body,
        isIdempotent,
        timeoutMs: ownMs,
        maxReplyBytes: maxReplyBytes(subgraph),
        observer,
      };
      // At the deadline the signal cancels: that clients are in a hurry must not count as a failure of the subgraph.
      const response = await sendForSignal(fetch, signal);
      const { headers: replyHeaders = {} } = response;
      observer?.onStatus(response.status);
      let extensions: TapeReply['extensions'];
      try {
        const reply = parseReply(tape, response);
        extensions = reply.extensions;
        return reply;
      } finally {
        // Those of a refusal too: they may say when to come again.
        onReply?.({ subgraph, headers: replyHeaders, ...(extensions && { extensions }) });
      }
    } catch (cause) {
      if (signal?.aborted) {
        counters.fetchesCancelled += 1;
        throw gatewayErrors.create('SUBREQUEST_CANCELLED');
      }
      throw cause instanceof ServiceError ? cause : gatewayErrors.create('SUBREQUEST_HTTP_ERROR', { cause });
    }
  }

  return async (call) => {
    const url = urls.get(call.subgraph);
    if (!url)
      throw gatewayErrors.create('SUBREQUEST_HTTP_ERROR', { cause: new Error('The subgraph has no URL') });
    return traces.fetch(call, url, (observer) => ask(call, url, observer));
  };
}
