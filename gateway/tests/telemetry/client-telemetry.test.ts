import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { after, before, test } from 'node:test';
import { type ClientReport, clientReportChannel } from '@headgate/telemetry/clients/client-report.ts';
import { type SessionGateways, startSessionGateways } from '../helpers/start-session-gateways.ts';

let system: SessionGateways;
let cookie: string;
const reports: ClientReport[] = [];
const keep = (message: unknown) => void reports.push(message as ClientReport);

before(async () => {
  system = await startSessionGateways({
    env: { CLIENT_TELEMETRY_CLIENTS: 'web,mobile', METRICS_PORT: '0' },
  });
  cookie = await system.signIn('bob');
  subscribe(clientReportChannel, keep);
});

after(async () => {
  unsubscribe(clientReportChannel, keep);
  await system[Symbol.asyncDispose]();
});

const own = () => ({ cookie, 'headgate-csrf': '1', 'content-type': 'application/json' });

async function tell(body: unknown, headers: Record<string, string> = own(), method = 'POST') {
  const response = await fetch(`${system.origin}/telemetry`, {
    method,
    headers,
    ...(method !== 'GET' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : undefined;
  return { status: response.status, code: answer?.errors?.[0].extensions.code, answer, response };
}

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const nanoseconds = (ms: number) => `${Math.round(ms)}000000`;
const resourceOf = (name: string) => ({
  attributes: [text('service.name', name), text('service.version', '1.2')],
});

const spanOf = (own: object = {}) => ({
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  name: 'AlertRaised shown',
  kind: 1,
  startTimeUnixNano: nanoseconds(Date.now() - 50),
  endTimeUnixNano: nanoseconds(Date.now()),
  ...own,
});

const ofSpans = (spans: readonly unknown[], name = 'web') => ({
  resourceSpans: [{ resource: resourceOf(name), scopeSpans: [{ spans }] }],
});

const refused = (status: number, code: string) => ({ status, code });
const pick = ({ status, code }: Awaited<ReturnType<typeof tell>>) => ({ status, code });

test('what a page tells is passed on, of what may be told, under pseudonyms', async () => {
  const line = {
    timeUnixNano: nanoseconds(Date.now()),
    severityNumber: 17,
    body: { stringValue: 'It failed' },
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
    attributes: [text('exception.type', 'TypeError'), text('user.email', 'bob@private.example')],
  };
  const attributes = [
    text('graphql.operation.name', 'AlertRaised'),
    { key: 'headgate.event.age', value: { doubleValue: 1.5 } },
    text('enduser.pseudo.id', 'somebody else'),
    text('error.type', 'not a <code>'),
  ];
  const parentSpanId = '00f067aa0ba902b7';
  const body = {
    ...ofSpans([spanOf({ attributes, parentSpanId }), spanOf({ spanId: 'none' })]),
    resourceLogs: [{ resource: resourceOf('web'), scopeLogs: [{ logRecords: [line] }] }],
  };
  reports.length = 0;
  const { status, answer } = await tell(body);
  assert.equal(status, 200);
  assert.deepEqual([answer.sample, answer.partialSuccess], [1, { rejectedRecords: 1 }]);
  assert(Math.abs(answer.serverTimeMs - Date.now()) < 60_000);
  const [report, ...others] = reports;
  assert(report && others.length === 0);
  assert.deepEqual([report.client, report.version], ['web', '1.2']);
  assert.match(report.userId, /^[\w-]{16}$/);
  assert.match(report.sessionId ?? '', /^[\w-]{16}$/);
  const [span] = report.spans;
  assert.deepEqual(
    [span?.traceId, span?.spanId, span?.parentSpanId, span?.name, span?.kind],
    ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331', parentSpanId, 'AlertRaised shown', 'internal'],
  );
  assert.deepEqual(span?.attributes, { 'graphql.operation.name': 'AlertRaised', 'headgate.event.age': 1.5 });
  assert.equal(report.spans.length, 1);
  assert.deepEqual(report.logs[0]?.attributes, { 'exception.type': 'TypeError' });
  assert.equal(report.logs[0]?.level, 'error');

  const counters = await fetch(`${system.origin}/usage/counters`, { headers: own() });
  assert.match(
    await counters.text(),
    /^headgate_event_screen_age_seconds_sum\{client="web",operation="AlertRaised"\} 1\.5$/m,
  );
});

test('a phone tells with its token, and is told what time it is', async () => {
  const authorization = `Bearer ${await system.issuer.issueToken({ userId: 'ada' })}`;
  const { status, answer } = await tell('', { authorization }, 'GET');
  assert.deepEqual([status, Object.keys(answer)], [200, ['sample', 'serverTimeMs']]);
  reports.length = 0;
  const told = await tell(ofSpans([spanOf()], 'mobile'), {
    authorization,
    'content-type': 'application/json',
  });
  assert.equal(told.status, 200);
  assert.deepEqual([reports[0]?.client, reports[0]?.sessionId], ['mobile', undefined]);
});

test('what is not what it should be is refused, with codes of the table, and nothing of it is passed on', async () => {
  reports.length = 0;
  const { cookie: _, ...nobody } = own();
  const foreign = refused(403, 'SESSION_CSRF_REFUSED');
  const bad = refused(400, 'BAD_REQUEST');
  const cases = [
    [ofSpans([spanOf()]), nobody, refused(401, 'UNAUTHENTICATED')],
    [ofSpans([spanOf()]), { ...own(), authorization: 'Bearer none' }, refused(401, 'UNAUTHENTICATED')],
    [ofSpans([spanOf()]), { ...own(), origin: 'https://evil.example' }, foreign],
    [ofSpans([spanOf()]), { ...own(), 'sec-fetch-site': 'cross-site' }, foreign],
    [ofSpans([spanOf()]), { cookie, 'content-type': 'application/json' }, foreign],
    [ofSpans([spanOf()]), { ...own(), 'content-type': 'text/plain' }, refused(415, 'UNSUPPORTED_MEDIA_TYPE')],
    [ofSpans([spanOf()]), { ...own(), 'content-encoding': 'gzip' }, refused(415, 'UNSUPPORTED_MEDIA_TYPE')],
    ['{"resourceSpans"', own(), bad],
    ['[]', own(), bad],
    [{ resourceSpans: 'all' }, own(), bad],
    [{}, own(), bad],
    [ofSpans([spanOf()], 'gateway'), own(), bad],
    [ofSpans(Array.from({ length: 101 }, () => spanOf())), own(), refused(413, 'PAYLOAD_TOO_LARGE')],
    [ofSpans([spanOf({ more: 'x'.repeat(70_000) })]), own(), refused(413, 'PAYLOAD_TOO_LARGE')],
  ] as const;
  for (const [body, headers, expected] of cases)
    assert.deepEqual(pick(await tell(body, headers)), expected, JSON.stringify([headers, expected]));
  assert.deepEqual(pick(await tell('', own(), 'PUT')), refused(405, 'METHOD_NOT_ALLOWED'));
  assert.deepEqual(reports, []);
});

test('spans and lines that cannot be are left out, one by one', async () => {
  const hour = 3_600_000;
  const spans = [
    spanOf({ traceId: '0'.repeat(32) }),
    spanOf({ name: 'bob@private.example' }),
    spanOf({ kind: 2 }),
    spanOf({ startTimeUnixNano: nanoseconds(Date.now() - 2 * hour) }),
    spanOf({ endTimeUnixNano: nanoseconds(Date.now() + hour) }),
    spanOf({ endTimeUnixNano: nanoseconds(Date.now() - 1_000) }),
    spanOf({ startTimeUnixNano: 12 }),
    spanOf({ attributes: Array.from({ length: 17 }, () => text('a', 'b')) }),
    null,
  ];
  reports.length = 0;
  const { answer } = await tell(ofSpans(spans));
  assert.deepEqual(answer.partialSuccess, { rejectedRecords: spans.length });
  assert.equal(reports.length, 0);
  const ages = [-1, 1e9, 'old'].map((age) =>
    spanOf({
      attributes: [
        {
          key: 'headgate.event.age',
          value: typeof age === 'number' ? { doubleValue: age } : { stringValue: age },
        },
      ],
    }),
  );
  await tell(ofSpans(ages));
  const attributes = reports.flatMap(({ spans: told }) => told.map((each) => each.attributes));
  assert.deepEqual(attributes, [{}, {}, {}]);
});

test('who tells too much is told to wait, and others are not', async () => {
  const authorization = `Bearer ${await system.issuer.issueToken({ userId: 'eve' })}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const many = ofSpans(Array.from({ length: 100 }, () => spanOf()));
  const answers = [];
  for (let count = 0; count < 20; count++) answers.push(await tell(many, headers));
  const last = answers.find(({ status }) => status === 429);
  assert.equal(last?.code, 'TELEMETRY_BUDGET_EXCEEDED');
  assert(Number(last?.response.headers.get('retry-after')) > 0);
  assert.equal((await tell(ofSpans([spanOf()]))).status, 200);
});

test('where nobody listens nothing is read, and where no client may tell there is no such path', async () => {
  await using quiet = await startSessionGateways({ env: { CLIENT_TELEMETRY_CLIENTS: 'web' } });
  unsubscribe(clientReportChannel, keep);
  const ask = (origin: string, body?: string) =>
    fetch(`${origin}/telemetry`, body === undefined ? {} : { method: 'POST', body });
  assert.equal((await ask(quiet.origin)).status, 204);
  assert.equal((await ask(quiet.origin, 'x'.repeat(100_000))).status, 204);
  subscribe(clientReportChannel, keep);
  assert.equal((await ask(quiet.origin)).status, 401);
  await using none = await startSessionGateways();
  assert.equal((await ask(none.origin)).status, 404);
  await using off = await startSessionGateways({
    env: { CLIENT_TELEMETRY_CLIENTS: 'web', CLIENT_TELEMETRY_SAMPLE: '0' },
  });
  assert.equal((await ask(off.origin)).status, 204);
});
