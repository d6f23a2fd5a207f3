import assert from 'node:assert/strict';
import { test } from 'node:test';
import { context, createTraceState, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import { AlwaysOnSampler, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { registerProviders } from './sdk/register-providers.ts';
import { undiciHooks } from './undici-hooks.ts';

test('what is asked of others is told the span that stands for it, where one does', () => {
  registerProviders({
    sampler: new AlwaysOnSampler(),
    propagator: undefined,
    spanProcessors: [new SimpleSpanProcessor({ exporter: new InMemorySpanExporter() })],
    metricReaders: [],
    logRecordProcessors: [],
    views: [],
  });
  const askWithin = (span: ReturnType<typeof trace.wrapSpanContext>) =>
    context.with(trace.setSpan(context.active(), span), () => {
      const headers: Record<string, string> = {};
      const request = { addHeader: (name: string, value: string) => (headers[name] = value) };
      const isIgnored = undiciHooks.ignoreRequestHook?.(request as never);
      return { isIgnored, headers };
    });
  const tracer = trace.getTracer('test');
  assert.deepEqual(askWithin(tracer.startSpan('request', { kind: SpanKind.SERVER })), {
    isIgnored: false,
    headers: {},
  });
  const client = tracer.startSpan('fetch accounts', { kind: SpanKind.CLIENT });
  const { traceId, spanId } = client.spanContext();
  assert.deepEqual(askWithin(client), {
    isIgnored: true,
    headers: { traceparent: `00-${traceId}-${spanId}-01` },
  });
  const named = { headers: ['traceparent', 'one'], addHeader: () => assert.fail('it is named once') };
  assert.equal(undiciHooks.ignoreRequestHook?.(named as never), true);
  const unkept = { traceId, spanId, traceFlags: TraceFlags.NONE, traceState: createTraceState('a=b') };
  assert.deepEqual(askWithin(trace.wrapSpanContext(unkept)), {
    isIgnored: true,
    headers: { traceparent: `00-${traceId}-${spanId}-00`, tracestate: 'a=b' },
  });
  trace.disable();
});
