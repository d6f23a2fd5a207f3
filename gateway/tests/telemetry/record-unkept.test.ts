import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { createObserveOperation } from '../../src/telemetry/observe-operation.ts';

test('of traces that nobody keeps those operations are seen that failed or were slow, by whom no name tells', () => {
  const exporter = new InMemorySpanExporter();
  new NodeTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
    sampler: {
      shouldSample: (_context, _traceId, _name, _kind, attributes) => ({
        decision: attributes['headgate.sampling'] === 'always' ? 2 : 0,
      }),
    },
  }).register();
  const observe = createObserveOperation(undefined, {
    slowMs: 1_000,
    pseudonymise: (id) => id.length.toString(),
  });
  const ended = {
    type: 'query',
    name: 'Home',
    client: { name: 'web', version: undefined },
    codes: [],
    durationMs: 20,
    userId: 'ada',
    sessionId: 'a session',
  } as const;
  let traceId = '';
  trace.getTracer('test').startActiveSpan('request', (span) => {
    ({ traceId } = span.spanContext());
    observe(ended);
    observe({ ...ended, codes: ['BAD_USER_INPUT'] });
    observe({ ...ended, codes: ['SUBREQUEST_TIMEOUT'] });
    observe({ ...ended, durationMs: 1_000, name: undefined });
    span.end();
  });
  const spans = exporter.getFinishedSpans();
  assert.deepEqual(
    spans.map(({ name, attributes }) => [
      name,
      attributes['headgate.operation.result'],
      attributes['error.type'],
    ]),
    [
      ['query Home', 'failed', 'SUBREQUEST_TIMEOUT'],
      ['query', 'ok', undefined],
    ],
  );
  const [failed, slow] = spans;
  assert.equal(failed?.spanContext().traceId, traceId);
  assert.deepEqual([failed?.attributes['enduser.pseudo.id'], failed?.attributes['session.id']], ['3', '9']);
  assert.deepEqual(slow?.duration, [1, 0]);
  trace.disable();
});
