import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import {
  createAppleInstallation,
  createAppleNotification,
  createBrowserInstallation,
  createBrowserNotification,
  createFcmV1Installation,
  createFcmV1Notification,
  createTagExpression,
  createTemplateNotification,
  createWindowsInstallation,
  createWindowsToastNotification,
} from '@azure/notification-hubs';
import {
  createOrUpdateInstallation,
  deleteInstallation,
  getInstallation,
  getNotificationOutcomeDetails,
  sendBroadcastNotification,
  sendNotification,
  updateInstallation,
} from '@azure/notification-hubs/api';
import { connectHub, type Hub } from '@headgate/push/connect-hub.ts';
import { readHubFailure } from '@headgate/push/read-hub-failure.ts';
import { sinkPolicies } from './sink-policies.ts';
import { displayedOn, type PushSink, startPushSink } from './start-push-sink.ts';

const template = {
  body: '{"aps":{"alert":{"title":"$(title)","body":"$(body)"}}}',
  headers: { 'apns-collapse-id': '$(id)' },
};
const iphone = createAppleInstallation({
  installationId: 'iphone',
  userId: 'ada',
  pushChannel: 'token',
  tags: ['user:ada', 'beta'],
  templates: { alert: template },
});
const android = createFcmV1Installation({
  installationId: 'android',
  pushChannel: 'token',
  tags: ['user:ben'],
});
const windows = createWindowsInstallation({
  installationId: 'windows',
  pushChannel: 'https://wns.example/1',
  tags: ['user:ada'],
});
const browser = createBrowserInstallation({
  installationId: 'browser',
  pushChannel: { endpoint: 'https://push.example/1', p256dh: 'key', auth: 'secret' },
  tags: ['user:ada'],
});

const connect = (sink: PushSink, policy: 'listen' | 'send' | 'full' = 'full'): Hub =>
  connectHub({ connectionString: sink.connectionStrings[policy], hubName: sink.hubName });

const textsOn = (sink: PushSink, id: string) => displayedOn(sink.devices, id).map(({ text }) => text);

/** The status that an operation is refused with, and what the service says of it. */
async function refusal(operation: Promise<unknown>) {
  const error = await operation.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { ...readHubFailure(error), message: (error as Error | undefined)?.message };
}

test('an installation is created, read, changed piece by piece, and deleted', async () => {
  await using sink = await startPushSink();
  const hub = connect(sink);
  await createOrUpdateInstallation(hub, iphone);
  assert.partialDeepStrictEqual(await getInstallation(hub, 'iphone'), {
    ...iphone,
    expiredPushChannel: false,
  });
  await updateInstallation(hub, 'iphone', [
    { op: 'add', path: '/tags', value: 'extra' },
    { op: 'remove', path: '/tags/beta' },
    { op: 'replace', path: '/pushChannel', value: 'another' },
    { op: 'add', path: '/templates/second', value: JSON.stringify(template) },
  ]);
  const changed = await getInstallation(hub, 'iphone');
  assert.deepEqual(changed.tags, ['user:ada', 'extra']);
  assert.equal(changed.pushChannel, 'another');
  assert.deepEqual(Object.keys(changed.templates ?? {}), ['alert', 'second']);
  await deleteInstallation(hub, 'iphone');
  await deleteInstallation(hub, 'iphone');
  assert.equal((await refusal(getInstallation(hub, 'iphone'))).status, 404);
});

test('properties fill the templates of the installations that the tags fit', async () => {
  await using sink = await startPushSink();
  const hub = connect(sink);
  for (const installation of [iphone, android, windows]) await createOrUpdateInstallation(hub, installation);
  const notification = createTemplateNotification({
    body: { title: 'T', body: 'Hello, "Ada"', id: 'alert-1' },
  });
  const { notificationId } = await sendNotification(hub, notification, { tagExpression: 'user:ada && beta' });
  assert.deepEqual(
    displayedOn(sink.devices, 'iphone').map(({ title, text, collapseId }) => [title, text, collapseId]),
    [['T', 'Hello, "Ada"', 'alert-1']],
  );
  assert.deepEqual([...textsOn(sink, 'android'), ...textsOn(sink, 'windows')], []);
  const outcome = await getNotificationOutcomeDetails(hub, String(notificationId));
  assert.deepEqual(
    [outcome.state, outcome.apnsOutcomeCounts],
    ['Completed', [{ state: 'Success', count: 1 }]],
  );
});

test('a native notification reaches its platform alone', async () => {
  await using sink = await startPushSink();
  const hub = connect(sink);
  for (const each of [iphone, android, windows, browser]) await createOrUpdateInstallation(hub, each);
  const everybody = { tagExpression: createTagExpression(['user:ada', 'user:ben']) };
  await sendNotification(hub, createAppleNotification({ body: { aps: { alert: 'iOS' } } }), everybody);
  const firebase = {
    message: { notification: { title: 'T', body: 'Android' }, android: { collapse_key: 'k' } },
  };
  await sendNotification(hub, createFcmV1Notification({ body: JSON.stringify(firebase) }), everybody);
  const toast =
    '<toast launch="a&amp;b"><visual><binding><text>T</text><text>1 &lt; 2</text></binding></visual></toast>';
  await sendNotification(hub, createWindowsToastNotification({ body: toast }), everybody);
  const web = createBrowserNotification({
    body: JSON.stringify({ title: 'T', body: 'Web' }),
    headers: { Topic: 'k' },
  });
  await sendNotification(hub, web, everybody);
  assert.deepEqual(
    ['iphone', 'android', 'windows', 'browser'].map((id) => textsOn(sink, id)),
    [['iOS'], ['Android'], ['1 < 2'], ['Web']],
  );
  assert.equal(displayedOn(sink.devices, 'android')[0]?.collapseId, 'k');
  const data = { message: { data: { title: 'T', message: 'shown by the application', tag: 'k' } } };
  await sendNotification(hub, createFcmV1Notification({ body: JSON.stringify(data) }), everybody);
  assert.deepEqual(textsOn(sink, 'android'), ['shown by the application']);
  assert.deepEqual(displayedOn(sink.devices, 'windows')[0]?.data, { launch: 'a&b' });
});

test('what comes again with the same collapse id takes the place of what is shown', async () => {
  await using sink = await startPushSink();
  const hub = connect(sink);
  await createOrUpdateInstallation(hub, iphone);
  for (const [id, body] of [
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
  ] as const) {
    await sendBroadcastNotification(hub, createTemplateNotification({ body: { title: '', body, id } }));
  }
  assert.deepEqual(textsOn(sink, 'iphone'), ['3', '2']);
  assert.equal(sink.devices[0]?.log.length, 3);
});

test('a device whose app was removed shows nothing more, and the hub learns of it', async () => {
  await using sink = await startPushSink();
  const hub = connect(sink);
  await createOrUpdateInstallation(hub, iphone);
  sink.uninstall('iphone');
  const notification = createTemplateNotification({ body: { title: '', body: 'x', id: 'a' } });
  const { notificationId } = await sendBroadcastNotification(hub, notification);
  const { apnsOutcomeCounts } = await getNotificationOutcomeDetails(hub, String(notificationId));
  assert.deepEqual(apnsOutcomeCounts, [{ state: 'ExpiredChannel', count: 1 }]);
  assert.partialDeepStrictEqual(await getInstallation(hub, 'iphone'), { expiredPushChannel: true });
  assert.deepEqual(textsOn(sink, 'iphone'), []);
});

test('what a push service would refuse is told with the reason, and shown nowhere', async () => {
  await using sink = await startPushSink();
  const hub = connect(sink);
  await createOrUpdateInstallation(hub, iphone);
  const headers = { 'apns-collapse-id': 'x'.repeat(65) };
  await sendBroadcastNotification(hub, createAppleNotification({ body: { aps: { alert: 'x' } }, headers }));
  const [entry] = sink.devices[0]?.log ?? [];
  assert.deepEqual([entry?.display, entry?.outcome], [null, 'PnsInterfaceError']);
  assert.match(entry?.reason ?? '', /BadCollapseId/);
});

test('a test send answers at once what became of it', async () => {
  await using sink = await startPushSink();
  const hub = connect(sink);
  await createOrUpdateInstallation(hub, iphone);
  const notification = createTemplateNotification({ body: { title: '', body: 'x', id: 'a' } });
  const result = await sendNotification(hub, notification, {
    tagExpression: 'user:ada',
    enableTestSend: true,
  });
  assert.deepEqual([result.successCount, result.failureCount], [1, 0]);
  assert.equal(result.results?.[0]?.registrationId, 'iphone');
});

test('what is malformed is refused in the error form of the service', async () => {
  await using sink = await startPushSink();
  const hub = connect(sink);
  const send = (tagExpression: string, body: unknown = { a: 'b' }) =>
    refusal(
      sendNotification(hub, createTemplateNotification({ body: body as Record<string, string> }), {
        tagExpression,
      }),
    );
  const wrong = await send('a &&');
  assert.deepEqual([wrong.status, wrong.isPermanent], [400, true]);
  assert.match(String(wrong.message), /tag expression is invalid.*TrackingId:/);
  assert.equal((await send('a', { n: 1 })).status, 400);
  assert.equal((await send('a', { text: 'x'.repeat(70_000) })).status, 413);
  const invalid = { ...iphone, tags: ['no spaces please'] };
  assert.match(
    String((await refusal(createOrUpdateInstallation(hub, invalid))).message),
    /a tag has up to 120/,
  );
});

test('requests are refused on demand, with the time to wait', async () => {
  await using sink = await startPushSink();
  const hub = connect(sink);
  sink.fail({ operation: 'send', status: 429, retryAfterSeconds: 7, times: 2 });
  sink.fail({ operation: 'send', status: 503, times: 1 });
  const send = () =>
    refusal(sendBroadcastNotification(hub, createTemplateNotification({ body: { a: 'b' } })));
  const failures = [await send(), await send(), await send(), await send()];
  assert.deepEqual(
    failures.map(({ status, retryAfterMs }) => [status, retryAfterMs]),
    [
      [429, 7_000],
      [429, 7_000],
      [503, 0],
      [undefined, undefined],
    ],
  );
  sink.fail({ operation: 'installations', status: 410, times: 1 });
  assert.equal((await refusal(getInstallation(hub, 'iphone'))).status, 410);
});

test('a policy allows what it is for', async () => {
  await using sink = await startPushSink();
  await createOrUpdateInstallation(connect(sink, 'listen'), iphone);
  const notification = createTemplateNotification({ body: { title: '', body: 'x', id: 'a' } });
  await sendBroadcastNotification(connect(sink, 'send'), notification);
  assert.equal((await refusal(getInstallation(connect(sink, 'send'), 'iphone'))).status, 401);
  const refused = await refusal(sendBroadcastNotification(connect(sink, 'listen'), notification));
  assert.equal(refused.status, 401);
  assert.match(String(refused.message), /'Send' claims/);
});

test('a signature must be valid, for this hub, and not expired', async () => {
  const nowMs = Date.UTC(2026, 2, 1);
  await using sink = await startPushSink({ now: () => nowMs });
  const [policy] = sinkPolicies;
  const call = async (resource: string, expiresAt: number, key = policy?.key ?? '') => {
    const [sr, se] = [encodeURIComponent(resource), expiresAt / 1000];
    const sig = createHmac('sha256', key).update(`${sr}\n${se}`).digest('base64');
    const authorization = `SharedAccessSignature sr=${sr}&sig=${encodeURIComponent(sig)}&se=${se}&skn=${policy?.name}`;
    const response = await fetch(`${sink.url}headgate/installations/i`, { headers: { authorization } });
    return [response.status, /<Detail>(\w+)/.exec(await response.text())?.[1]];
  };
  const later = nowMs + 60_000;
  assert.equal((await call(`${sink.url}headgate`, later))[0], 404);
  assert.equal((await call(sink.url.replace('http', 'sb'), later))[0], 404);
  assert.deepEqual(await call(sink.url, nowMs), [401, 'ExpiredToken']);
  assert.deepEqual(await call(sink.url, later, 'another key'), [401, 'InvalidSignature']);
  assert.deepEqual(await call(`${sink.url}another`, later), [401, 'InvalidAudience']);
  assert.equal((await fetch(`${sink.url}headgate/installations/i`)).status, 401);
});

test('people and tests see the devices: as a page, as JSON, and live', async () => {
  await using sink = await startPushSink();
  await createOrUpdateInstallation(connect(sink), iphone);
  assert.match(await (await fetch(sink.url)).text(), /What devices would display/);
  const events = await fetch(`${sink.url}events`);
  const lines = events.body?.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  assert.match((await lines?.next())?.value ?? '', /"received":0/);
  await sendBroadcastNotification(
    connect(sink),
    createTemplateNotification({ body: { title: 'T', body: 'shown', id: 'a' } }),
  );
  assert.match((await lines?.next())?.value ?? '', /"received":1,"displayed":\[\{"title":"T","text":"shown"/);
  await lines?.return?.();
  await fetch(`${sink.url}devices/iphone/uninstall`, { method: 'POST' });
  const { devices } = (await (await fetch(`${sink.url}devices`)).json()) as {
    devices: { isGone: boolean; log: [] }[];
  };
  assert.deepEqual([devices[0]?.isGone, devices[0]?.log.length], [true, 1]);
  const fault = { operation: 'send', status: 200 };
  const refused = await fetch(`${sink.url}faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  assert.equal(refused.status, 400);
});
