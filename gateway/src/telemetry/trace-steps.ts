import { channel } from 'node:diagnostics_channel';
import { ServiceError } from '@headgate/service/define-errors.ts';
import {
  type Attributes,
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import type { FetchObserver, TracedFetch, TraceSteps } from '../ports/trace-steps.ts';
import { getOrInsert } from '../values/get-or-insert.ts';
import { isUnixAddress, readUnixAddress } from '../values/unix-address.ts';

/** `@headgate/telemetry` listens there and leaves it to us; another instrumentation names traces in requests by itself. */
const tellsTraces = channel('headgate:telemetry');

const client = { kind: SpanKind.CLIENT };

const targets = new Map<string, Attributes>();

/**
 * Steps of operations as spans below the one that is active. A fetch is the span of its requests to a subgraph too, which therefore
 * have none of their own where `@headgate/telemetry` traces.
 */
export const traceSteps: TraceSteps = {
  step(name, run) {
    if (!trace.getActiveSpan()?.isRecording()) return run();
    return runWithin(trace.getTracer('headgate').startSpan(name), run);
  },
  fetch(fetch, url, run) {
    if (!trace.getActiveSpan()?.isRecording()) return run(undefined);
    const span = trace.getTracer('headgate').startSpan(`fetch ${fetch.subgraph}`, client);
    // Not as options, which the SDK copies twice.
    span.setAttributes(describeFetch(fetch, url));
    return runWithin(span, () => run(observe(span)));
  },
  inject(headers) {
    const span = tellsTraces.hasSubscribers ? trace.getActiveSpan() : undefined;
    if (!span) return;
    const { traceId, spanId, traceFlags, traceState } = span.spanContext();
    headers['traceparent'] = `00-${traceId}-${spanId}-${traceFlags & TraceFlags.SAMPLED ? '01' : '00'}`;
    if (traceState) headers['tracestate'] = traceState.serialize();
  },
};

async function runWithin<Result>(span: Span, run: () => Promise<Result>): Promise<Result> {
  try {
    return await context.with(trace.setSpan(context.active(), span), run);
  } catch (error) {
    const code = error instanceof ServiceError ? error.code : '_OTHER';
    span.setAttribute('error.type', code);
    span.setStatus({ code: SpanStatusCode.ERROR, message: code });
    throw error;
  } finally {
    span.end();
  }
}

function describeFetch(fetch: TracedFetch, url: string): Attributes {
  const { subgraph, entities, cachedEntities, operations, wave } = fetch;
  const attributes: Attributes = {
    ...getOrInsert(targets, url, () => describeTarget(url)),
    'headgate.subgraph': subgraph,
  };
  if (entities !== undefined) attributes['headgate.fetch.entities'] = entities;
  if (cachedEntities) attributes['headgate.fetch.cached_entities'] = cachedEntities;
  if (operations !== undefined && operations > 1) attributes['headgate.fetch.operations'] = operations;
  if (wave !== undefined) attributes['headgate.fetch.wave'] = wave;
  return attributes;
}

/** As https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span has it. */
function describeTarget(text: string): Attributes {
  const socketPath = isUnixAddress(text) ? readUnixAddress(text).address?.socketPath : undefined;
  if (socketPath !== undefined)
    return {
      'http.request.method': 'POST',
      'url.full': text,
      'server.address': socketPath,
      'network.transport': 'unix',
    };
  const url = URL.parse(text);
  const port = Number(url?.port || (url?.protocol === 'https:' ? 443 : 80));
  return {
    'http.request.method': 'POST',
    'url.full': text,
    ...(url && { 'server.address': url.hostname, 'server.port': port }),
  };
}

function observe(span: Span): FetchObserver {
  let retries = 0;
  return {
    onRetry() {
      retries += 1;
      span.setAttribute('headgate.fetch.retries', retries);
    },
    onShared: () => void span.setAttribute('headgate.fetch.shared', true),
    onStatus: (status) => void span.setAttribute('http.response.status_code', status),
  };
}
