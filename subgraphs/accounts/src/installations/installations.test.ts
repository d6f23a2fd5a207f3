import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTemplateNotification } from '@azure/notification-hubs';
import { sendBroadcastNotification } from '@azure/notification-hubs/api';
import { connectHub } from '@headgate/push/connect-hub.ts';
import { toPushProperties } from '@headgate/push/push-properties.ts';
import type { SinkDevice } from '@headgate/push-sink/hub/hub-state.ts';
import { displayedOn, startPushSink } from '@headgate/push-sink/start-push-sink.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { startTestAccounts } from '../test-support/start-test-accounts.ts';
import { syncInstallations } from './sync-installations.ts';

const ada = { userId: 'ada' };
const ben = { userId: 'ben' };
const installed = (id: string) => (devices: readonly SinkDevice[]) =>
  devices.find((device) => device.installationId === id && device.isInstalled);
const removed = (id: string) => (devices: readonly SinkDevice[]) =>
  devices.find((device) => device.installationId === id && !device.isInstalled);

/** Accounts of two users, with a hub. */
async function start(env: Readonly<Record<string, string>> = {}) {
  await using stack = new AsyncDisposableStack();
  const sink = stack.use(await startPushSink());
  const hub = { NOTIFICATION_HUB_CONNECTION_STRING: sink.connectionStrings.listen };
  const accounts = stack.use(await startTestAccounts({ ...hub, ...env }));
  for (const { userId } of [ada, ben]) {
    const data = { id: userId, email: `${userId}@example.com`, displayName: userId };
    await accounts.database.user.create({ data });
  }
  const run = async (caller: typeof ada, query: string, variables: object) => {
    const { data, errors } = await accounts.execute(caller, query, variables);
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data;
  };
  const started = stack.move();
  return {
    sink,
    accounts,
    async register(caller: typeof ada, platform: string, pushHandle: string): Promise<string> {
      const mutation = 'mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { id } }';
      const data = await run(caller, mutation, { input: { platform, name: platform, pushHandle } });
      return data.registerDevice.id;
    },
    remove: (caller: typeof ada, id: string) =>
      run(caller, 'mutation ($id: ID!) { removeDevice(id: $id) }', { id }),
    devicesOf: (userId: string) => accounts.database.device.findMany({ where: { userId } }),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

const handles = {
  ANDROID: 'fcm token',
  IOS: 'apns token',
  WINDOWS: 'https://wns.example/channel',
  BROWSER: JSON.stringify({ endpoint: 'https://push.example/1', keys: { p256dh: 'key', auth: 'secret' } }),
};

test('a device of each platform shows an alert once, however often it is sent', async () => {
  await using stack = await start();
  const alert = { id: 'A-b_'.repeat(8), severity: 'WARNING', message: 'Square: entered the area.' } as const;
  const connectionString = stack.sink.connectionStrings.send;
  const hub = connectHub({ connectionString, hubName: stack.sink.hubName });
  const notification = createTemplateNotification({ body: toPushProperties(alert) });
  for (const [platform, handle] of Object.entries(handles)) {
    const id = await stack.register(ada, platform, handle);
    await stack.sink.waitFor(installed(id));
    await sendBroadcastNotification(hub, notification);
    await sendBroadcastNotification(hub, notification);
    const shown = displayedOn(stack.sink.devices, id);
    assert.deepEqual(
      shown.map(({ title, text }) => [title, text]),
      [['Warning', 'Square: entered the area.']],
      platform,
    );
    assert.match(JSON.stringify(shown[0]?.data), new RegExp(alert.id), platform);
  }
});

test('an installation follows its device: created, changed, handed over, removed', async () => {
  await using stack = await start();
  const id = await stack.register(ada, 'IOS', 'token');
  const { installation } = await stack.sink.waitFor(installed(id));
  assert.deepEqual([installation.tags, installation.pushChannel], [['user:ada'], 'token']);
  // The phone is given to Ben: it is no longer Ada's.
  const handedOver = await stack.register(ben, 'IOS', 'token');
  await stack.sink.waitFor(removed(id));
  assert.deepEqual(await stack.devicesOf('ada'), []);
  assert.deepEqual((await stack.sink.waitFor(installed(handedOver))).installation.tags, ['user:ben']);
  await stack.remove(ben, handedOver);
  await stack.sink.waitFor(removed(handedOver));
});

test('a device is registered while the hub is away, and installed when it is back', async () => {
  await using stack = await start({ DEVICE_CHECK_AFTER_MS: '50' });
  stack.sink.fail({ operation: 'installations', status: 503, times: 2 });
  const id = await stack.register(ada, 'IOS', 'token');
  assert.equal((await stack.devicesOf('ada')).length, 1);
  await stack.sink.waitFor(installed(id));
});

test('an installation that the hub can never take is given up, and the device stays', async () => {
  await using stack = await start();
  const { database } = stack.accounts;
  stack.sink.fail({ operation: 'installations', status: 400, times: 1 });
  const id = await stack.register(ada, 'IOS', 'token');
  while ((await database.pendingInstallation.count()) > 0);
  assert.deepEqual(stack.sink.devices, []);
  assert.deepEqual(
    (await stack.devicesOf('ada')).map((device) => device.id),
    [id],
  );
});

test('a device that changes while it is installed ends as it is', async () => {
  await using stack = await start();
  const stalled = stack.sink.stall('installations');
  const id = await stack.register(ada, 'IOS', 'token');
  await stalled.reached;
  await stack.remove(ada, id);
  stalled.release();
  await stack.sink.waitFor(removed(id));
  assert.deepEqual(
    stack.sink.devices.map(({ isInstalled }) => isInstalled),
    [false],
  );
});

test('a device whose push service no longer knows it is removed from accounts and from the hub', async () => {
  await using stack = await start({ DEVICE_CHECK_AFTER_MS: '50' });
  const gone = await stack.register(ada, 'IOS', 'gone');
  const kept = await stack.register(ada, 'IOS', 'kept');
  for (const id of [gone, kept]) await stack.sink.waitFor(installed(id));
  stack.sink.uninstall(gone);
  const connectionString = stack.sink.connectionStrings.send;
  const hub = connectHub({ connectionString, hubName: stack.sink.hubName });
  await sendBroadcastNotification(hub, createTemplateNotification({ body: { title: 'T' } }));
  await stack.sink.waitFor(removed(gone));
  assert.deepEqual(
    (await stack.devicesOf('ada')).map(({ id }) => id),
    [kept],
  );
});

test('a hub that has lost an installation gets it again', async () => {
  await using stack = await start({ DEVICE_CHECK_AFTER_MS: '50' });
  const id = await stack.register(ada, 'IOS', 'token');
  await stack.sink.waitFor(installed(id));
  stack.sink.forget(id);
  await stack.sink.waitFor(installed(id));
});

test('devices that were registered without a hub are installed when there is one', async () => {
  await using stack = await start({ NOTIFICATION_HUB_CONNECTION_STRING: '' });
  const id = await stack.register(ada, 'IOS', 'token');
  assert.deepEqual(stack.sink.devices, []);
  const connectionString = stack.sink.connectionStrings.listen;
  const hub = connectHub({ connectionString, hubName: stack.sink.hubName });
  const logger = createLogger({ name: 'test', level: 'silent' });
  const { database } = stack.accounts;
  // Several processes may do so at the same time.
  const passes = await Promise.all([1, 2, 3].map(() => syncInstallations({ database, hub, logger })));
  assert.deepEqual(passes.toSorted(), [0, 0, 1]);
  assert(installed(id)(stack.sink.devices));
  assert.equal(await database.pendingInstallation.count(), 0);
});

test('only the service that notifies users learns how', async () => {
  await using stack = await start();
  await stack.register(ada, 'IOS', 'token');
  const query =
    'query ($ids: [ID!]!) { notificationTargets(userIds: $ids) { userId timeZone hasDevices preferences { pushEnabled minSeverity quietHours { start } } } }';
  const ask = (roles: string[]) =>
    stack.accounts.execute({ userId: 'functions', roles }, query, { ids: ['ada', 'ben', 'nobody'] });
  for (const roles of [[], ['operator']]) {
    assert.equal((await ask(roles)).errors?.[0]?.extensions.code, 'FORBIDDEN');
  }
  const preferences = { pushEnabled: true, minSeverity: 'INFO', quietHours: null };
  const { data } = await ask(['notifier']);
  const targets = data.notificationTargets as { userId: string }[];
  assert.deepEqual(
    targets.toSorted((a, b) => a.userId.localeCompare(b.userId)),
    [
      { userId: 'ada', timeZone: 'UTC', hasDevices: true, preferences },
      { userId: 'ben', timeZone: 'UTC', hasDevices: false, preferences },
    ],
  );
});
