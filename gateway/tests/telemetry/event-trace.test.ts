import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { tellEventTrace } from '../../src/telemetry/clients/tell-event-trace.ts';
import { traceEvent } from '../../src/telemetry/trace-event.ts';

const event = async () => ({ data: { tick: 1 }, errors: [], extensions: { own: true } as object });
const complete = tellEventTrace<Awaited<ReturnType<typeof event>>>(traceEvent, (result, more) => ({
  ...result,
  ...more,
}));

test('a client is told in which span an event was completed, where its trace is kept', async () => {
  assert.deepEqual(await complete('Ticks', event), await event(), 'nobody traces');

  let isKept = true;
  const exporter = new InMemorySpanExporter();
  new NodeTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
    sampler: { shouldSample: () => ({ decision: isKept ? 2 : 0 }) },
  }).register({ contextManager: new AsyncLocalStorageContextManager() });
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const told = await complete('Ticks', event, { traceparent });
  const [span] = exporter.getFinishedSpans();
  assert(span);
  const { traceId, spanId } = span.spanContext();
  assert.equal(traceId, '0af7651916cd43dd8448eb211c80319c', 'it goes on in the trace of the subgraph');
  assert.deepEqual(told, {
    ...(await event()),
    extensions: { own: true, traceparent: `00-${traceId}-${spanId}-01` },
  });

  isKept = false;
  assert.deepEqual(await complete('Ticks', event, { traceparent }), await event());
});
