import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SpanRecord } from './client-record.ts';
import { createEventAges } from './create-event-ages.ts';
import { watchScreen } from './watch-screen.ts';

function open() {
  const clock = { ms: 1_000, isSeen: true, sinceMs: 50 };
  const spans: Omit<SpanRecord, 'kind'>[] = [];
  const paints: (() => void)[] = [];
  const ages = createEventAges({
    recorder: { span: (span) => void spans.push(span) },
    now: () => clock.ms,
    afterPaint: (painted) => void paints.push(painted),
    seenSince: () => (clock.isSeen ? clock.sinceMs : undefined),
  });
  const expect = (id: string, extensions?: object) =>
    ages.expect(id, {
      operationName: 'AlertRaised',
      extensions: extensions as never,
      causedAt: '1970-01-01T00:00:00.200Z',
      happenedAt: '1970-01-01T00:00:00.900Z',
      followedMs: 100,
    });
  const paint = () => paints.splice(0).forEach((painted) => void painted());
  return { clock, spans, ages, expect, paint };
}

const traceId = '0af7651916cd43dd8448eb211c80319c';

test('an event that is painted goes on in the trace that brought it, and says what its age is since', () => {
  const { clock, spans, ages, expect, paint } = open();
  expect('a', { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
  ages.show('a');
  assert.equal(spans.length, 0, 'it is not painted yet');
  clock.ms = 1_040;
  paint();
  ages.show('a');
  paint();
  const [span, ...others] = spans;
  assert(span && others.length === 0);
  assert.deepEqual(
    [span.traceId, span.parentSpanId, span.name],
    [traceId, 'b7ad6b7169203331', 'AlertRaised shown'],
  );
  assert.deepEqual([span.startMs, span.endMs], [1_000, 1_040]);
  assert.deepEqual(span.shown, { causedMs: 200, happenedMs: 900, followedMs: 100 });
});

test('without a trace it begins one', () => {
  for (const extensions of [undefined, {}, { traceparent: '00-none' }]) {
    const { spans, ages, expect, paint } = open();
    expect('a', extensions);
    ages.show('a');
    paint();
    assert.match(spans[0]?.traceId ?? '', /^[\da-f]{32}$/);
    assert.equal(spans[0]?.parentSpanId, undefined);
  }
});

test('what nobody can see, and what is shown long after, is not measured', () => {
  const { clock, spans, ages, expect, paint } = open();
  clock.isSeen = false;
  expect('hidden');
  clock.isSeen = true;
  ages.show('hidden');
  ages.show('never expected');
  expect('late');
  ages.show('late');
  clock.ms += 60_000;
  paint();
  expect('left');
  ages.show('left');
  clock.isSeen = false;
  paint();
  assert.deepEqual(spans, []);
});

test('what a list that was read anew has shown before its event came is measured by when that was', () => {
  const { clock, spans, ages, expect, paint } = open();
  ages.show('a');
  paint();
  clock.ms = 3_000;
  clock.sinceMs = 700;
  expect('a');
  ages.show('a');
  paint();
  assert.deepEqual(
    spans.map(({ startMs, endMs, shown }) => [startMs, endMs, shown?.followedMs]),
    [[1_000, 1_000, 700]],
  );
});

test('no more events wait than may', () => {
  const { spans, ages, expect, paint } = open();
  for (let count = 0; count < 250; count++) expect(`${count}`);
  for (let count = 0; count < 250; count++) ages.show(`${count}`);
  paint();
  assert.equal(spans.length, 200);
});

test('a screen is seen until it is left, or its device has slept', () => {
  const clock = { ms: 1_000, isVisible: true };
  let look = () => {};
  const seenSince = watchScreen({
    now: () => clock.ms,
    isVisible: () => clock.isVisible,
    schedule: (scheduled) => {
      look = scheduled;
    },
  });
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 5_000) {
      clock.ms += 5_000;
      look();
    }
  };
  pass(60_000);
  assert.equal(seenSince(), 1_000);
  clock.ms += 3_600_000;
  assert.equal(seenSince(), clock.ms, 'it slept');
  const wokeMs = clock.ms;
  pass(10_000);
  assert.equal(seenSince(), wokeMs);
  clock.isVisible = false;
  pass(10_000);
  assert.equal(seenSince(), undefined);
  clock.isVisible = true;
  assert.equal(seenSince(), clock.ms);
  clock.ms -= 60_000;
  assert.equal(seenSince(), clock.ms, 'its clock was set');
});
