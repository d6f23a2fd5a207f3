import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildTree } from './build-tree.ts';
import { drawTree } from './draw-tree.ts';
import { startObserver } from './start-observer.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const of = (service: string) => ({ resource: { attributes: [text('service.name', service)] } });

function span(name: string, spanId: string, { parentSpanId = '', at = 1, code = 0 } = {}) {
  const times = { startTimeUnixNano: `${at}000000`, endTimeUnixNano: `${at + 5}000000` };
  return { traceId, spanId, parentSpanId, name, kind: 2, ...times, status: { code }, attributes: [] };
}

test('what comes by OTLP is shown: a trace as a tree, what was logged in it, and numbers', async () => {
  await using observer = await startObserver();
  const send = (signal: string, body: object) =>
    fetch(new URL(`v1/${signal}`, observer.url), { method: 'POST', body: JSON.stringify(body) });
  // In whatever order processes tell.
  const below = [span('<b>POST</b>', '0b', { parentSpanId: '0a', at: 3, code: 2 })];
  await send('traces', { resourceSpans: [{ ...of('activity'), scopeSpans: [{ spans: below }] }] });
  const above = [span('query Home', '0a', { parentSpanId: 'ff' }), span('get', '0c', { parentSpanId: '0a' })];
  await send('traces', { resourceSpans: [{ ...of('gateway'), scopeSpans: [{ spans: above }] }] });
  const log = {
    timeUnixNano: '1000000',
    severityText: 'WARN',
    traceId,
    body: { stringValue: 'something is odd' },
    attributes: [text('exception.message', 'why')],
  };
  await send('logs', { resourceLogs: [{ ...of('gateway'), scopeLogs: [{ logRecords: [log] }] }] });
  const metrics = [
    { name: 'headgate.operations', sum: { dataPoints: [{ asInt: '3', attributes: [text('code', 'OK')] }] } },
    { name: 'headgate.alert.age', unit: 's', histogram: { dataPoints: [{ count: '4', sum: 2 }] } },
  ];
  await send('metrics', { resourceMetrics: [{ ...of('gateway'), scopeMetrics: [{ metrics }] }] });
  const spans = observer.observations.traces.get(traceId) ?? [];
  assert.equal(drawTree(buildTree(spans)), 'gateway: query Home\n  activity: <b>POST</b>\n  gateway: get\n');
  const page = async (path: string) => (await fetch(new URL(path, observer.url))).text();
  assert.match(await page('/'), new RegExp(`href="/traces/${traceId}">query Home</a> .*failed`));
  const trace = await page(`/traces/${traceId}`);
  assert.match(trace, /&lt;b&gt;POST&lt;\/b&gt;/);
  assert.doesNotMatch(trace, /<b>POST/);
  assert.match(trace, /something is odd<small>why/);
  assert.match(await page('/metrics'), /headgate\.alert\.age.*0\.5 s<\/td><td class="number">4</s);
  assert.equal((await fetch(new URL('/elsewhere', observer.url))).status, 404);
  assert.equal((await fetch(new URL('v1/traces', observer.url), { method: 'POST', body: '{' })).status, 400);
});
