import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureRecord, ShownEvent, SpanRecord } from './client-record.ts';
import { createServerClock } from './create-server-clock.ts';
import { cutReports } from './cut-reports.ts';
import { writeReport } from './write-report.ts';

const client = { name: 'web', version: '1' };
const place = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };

const spanOf = (shown: ShownEvent | undefined, endMs = 10_000): SpanRecord => ({
  kind: 'span',
  ...place,
  name: 'AlertRaised shown',
  asks: false,
  startMs: endMs - 10,
  endMs,
  hasFailed: false,
  attributes: {},
  shown,
});

function readAge(shown: ShownEvent, { aheadMs = 0, uncertainMs = 10 } = {}): number | undefined {
  const report = JSON.parse(writeReport([spanOf(shown)], { client, aheadMs, uncertainMs }));
  const [{ attributes }] = report.resourceSpans[0].scopeSpans[0].spans;
  return attributes[0]?.value.doubleValue;
}

test('an age goes by the clock of the server, whatever that of the device says', () => {
  assert.equal(readAge({ causedMs: 8_500, happenedMs: 9_000, followedMs: 1_000 }), 1.5);
  const hourMs = 3_600_000;
  const shown = { causedMs: 8_500 + hourMs, happenedMs: 9_000 + hourMs, followedMs: 1_000 };
  assert.equal(readAge(shown, { aheadMs: hourMs }), 1.5);
});

test('what clocks that cannot be right make of an age is not told', () => {
  const shown = { causedMs: 9_000, happenedMs: 9_100, followedMs: 1_000 };
  assert.equal(readAge(shown, { uncertainMs: Number.POSITIVE_INFINITY }), undefined);
  assert.equal(readAge(shown, { uncertainMs: 5_000 }), undefined);
  assert.equal(readAge({ ...shown, causedMs: 10_005 }), 0, 'within what is uncertain');
  assert.equal(readAge({ ...shown, causedMs: 12_000 }), undefined);
  assert.equal(readAge({ ...shown, causedMs: 10_000 - 2 * 86_400_000 }), undefined);
  assert.equal(readAge({ ...shown, causedMs: Number.NaN }), undefined);
});

test('what happened before anybody followed has no age', () => {
  assert.equal(readAge({ causedMs: 1_000, happenedMs: 2_000, followedMs: 3_000 }), undefined);
  assert.equal(readAge({ causedMs: 1_000, happenedMs: 3_000, followedMs: 3_000 }), 9);
});

test('times are nanoseconds of the server', () => {
  const report = JSON.parse(writeReport([spanOf(undefined)], { client, aheadMs: 0.4, uncertainMs: 1 }));
  const [span] = report.resourceSpans[0].scopeSpans[0].spans;
  assert.deepEqual([span.startTimeUnixNano, span.endTimeUnixNano], ['9990000000', '10000000000']);
});

const failureOf = (own: Partial<FailureRecord>): FailureRecord => ({
  kind: 'failure',
  ...place,
  timeMs: 1,
  type: 'Error',
  message: '',
  stack: undefined,
  ...own,
});

test('a failure is a line, without secrets and addresses of people, and not longer than may be', () => {
  const message = 'for ada@private.example: Bearer abcdefgh eyJhbGciOiJFUzI1NiJ9.eyJzdWIi.c2ln';
  const stack = `Error: for ada@private.example\n    at run (https://app.example/a.js?token=secret:1:2)${'x'.repeat(9_000)}`;
  const written = writeReport([failureOf({ type: 'not a type', message, stack })], {
    client,
    aheadMs: 0,
    uncertainMs: 1,
  });
  const [line] = JSON.parse(written).resourceLogs[0].scopeLogs[0].logRecords;
  assert.equal(line.body.stringValue, 'for (address): Bearer (removed) (token)');
  const values = line.attributes.map(({ value }: { value: { stringValue: string } }) => value.stringValue);
  assert.deepEqual(values.slice(0, 2), ['Error', line.body.stringValue]);
  assert.match(values[2], /^Error: for \(address\)\n {4}at run \(https:\/\/app\.example\/a\.js:1:2\)x+$/);
  assert.equal(values[2].length, 4_000);
});

test('reports are no larger than what browsers send for a page that is gone', () => {
  const long = failureOf({ message: '語'.repeat(9_000), stack: '語'.repeat(9_000) });
  const reports = cutReports([...Array.from({ length: 10 }, () => long), spanOf(undefined)]);
  assert.equal(reports.flat().length, 11);
  for (const report of reports)
    assert(Buffer.byteLength(writeReport(report, { client, aheadMs: 0, uncertainMs: 0 })) < 60_000);
  assert.deepEqual(cutReports([]), []);
});

test('the clock of the server is known by the quickest of the latest answers', () => {
  const clock = createServerClock();
  assert.equal(clock.reading().uncertainMs, Number.POSITIVE_INFINITY);
  clock.learn({ serverMs: 5_000, sentMs: 1_000, receivedMs: 1_200 });
  assert.deepEqual([clock.reading().aheadMs, clock.reading().uncertainMs], [3_900, 100]);
  clock.learn({ serverMs: 9_000, sentMs: 1_000, receivedMs: 3_000 });
  assert.equal(clock.reading().aheadMs, 3_900);
  clock.learn({ serverMs: 5_010, sentMs: 1_100, receivedMs: 1_120 });
  assert.equal(clock.reading().aheadMs, 3_900);
  clock.learn({ serverMs: 5_000, sentMs: 2_000, receivedMs: 1_000 });
  clock.learn({ serverMs: Number.NaN, sentMs: 1_000, receivedMs: 1_000 });
  assert.equal(clock.reading().aheadMs, 3_900, 'what cannot be is left out');
  clock.learn({ serverMs: 1_000_000, sentMs: 900_000, receivedMs: 904_000 });
  assert.equal(clock.reading().aheadMs, 98_000, 'what is old is replaced');
});
