import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Attributes, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { createSampler, type SamplerOptions } from './create-sampler.ts';

function open(options: Partial<SamplerOptions> = {}) {
  const clock = { ms: 0 };
  const sampler = createSampler({
    name: undefined,
    argument: undefined,
    perSecond: 0,
    now: () => clock.ms,
    ...options,
  });
  const ask = (place: number, context = ROOT_CONTEXT, attributes: Attributes = {}) =>
    sampler.shouldSample(context, idAt(place), 'name', SpanKind.SERVER, attributes);
  return { clock, ask };
}

/** A trace id that stands at a place between 0 and 1. */
const idAt = (place: number) =>
  `0af7651916cd43dd8448eb21${Math.floor(place * 2 ** 32)
    .toString(16)
    .padStart(8, '0')}`;

const within = (traceFlags: number, isRemote: boolean) =>
  trace.setSpanContext(ROOT_CONTEXT, {
    traceId: idAt(0.9),
    spanId: 'b7ad6b7169203331',
    traceFlags,
    isRemote,
  });

const kept = { decision: 2 };
const dropped = { decision: 0 };

test('a share of traces is kept, which says for how many it stands', () => {
  const { ask } = open({ name: 'parentbased_traceidratio', argument: '0.1' });
  assert.deepEqual(ask(0.05), { ...kept, attributes: { 'microsoft.sample_rate': 10 } });
  assert.deepEqual(ask(0.11), dropped);
  assert.deepEqual(open().ask(0.999), kept);
  assert.deepEqual(open({ name: 'always_off' }).ask(0), dropped);
});

test('what runs in something follows it, and at the edge only what runs here does', () => {
  const { ask } = open({ name: 'parentbased_traceidratio', argument: '0.1' });
  assert.deepEqual(ask(0.9, within(1, true)), kept);
  assert.deepEqual(ask(0.01, within(0, true)), dropped);
  const edge = open({ name: 'traceidratio', argument: '0.1' });
  assert.deepEqual(edge.ask(0.9, within(1, true)), dropped);
  assert.deepEqual(edge.ask(0.9, within(1, false)), kept);
});

test('what is marked as to be kept always is', () => {
  const { ask } = open({ name: 'always_off' });
  assert.deepEqual(ask(0.9, within(0, false), { 'headgate.sampling': 'always' }), kept);
});

test('no more traces a second begin than may, whoever asks for them', () => {
  const { ask, clock } = open({ perSecond: 10 });
  const count = (traces: number) =>
    Array.from({ length: traces }, (_, index) => ask((index + 0.5) / traces, within(1, true))).filter(
      ({ decision }) => decision === 2,
    ).length;
  assert.equal(count(100), 10);
  clock.ms = 1_000;
  // As many as before: spread over all that come.
  assert.equal(count(100), 10);
  assert.deepEqual(ask(0.05, within(1, true)), dropped);
  clock.ms = 5_000;
  assert.equal(count(10), 10);
});

test('what is no sampler is named', () => {
  assert.throws(() => open({ name: 'jaeger' }), /OTEL_TRACES_SAMPLER: expected always_on, .*; got "jaeger"/);
  assert.throws(() => open({ name: 'traceidratio', argument: '10' }), /OTEL_TRACES_SAMPLER_ARG/);
});
