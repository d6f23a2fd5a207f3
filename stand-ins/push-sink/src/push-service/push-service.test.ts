import assert from 'node:assert/strict';
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { on, once } from 'node:events';
import { test } from 'node:test';
import { createBrowserInstallation, createTemplateNotification } from '@azure/notification-hubs';
import { createOrUpdateInstallation, sendBroadcastNotification } from '@azure/notification-hubs/api';
import { connectHub } from '@headgate/push/connect-hub.ts';
import { WebSocket } from 'ws';
import { type PushSink, startPushSink } from '../start-push-sink.ts';
import { signVapid } from '../web-push/sign-vapid.ts';
import { vapidPublicKey } from '../web-push/vapid-keys.ts';

type Said = Readonly<Record<string, never>>;

/** A browser as the push service sees it, with the keys of one subscription. */
async function openBrowser(sink: PushSink, uaid?: string) {
  const socket = new WebSocket(`${sink.url.replace('http', 'ws')}push`);
  const heard = on(socket, 'message');
  const hear = async () => JSON.parse(String((await heard.next()).value?.[0])) as Said;
  const say = (message: object) => socket.send(JSON.stringify(message));
  await once(socket, 'open');
  say({ messageType: 'hello', use_webpush: true, uaid });
  return { say, hear, hello: await hear(), [Symbol.dispose]: () => socket.terminate() };
}

/** What a browser does with a message: https://www.rfc-editor.org/rfc/rfc8291#section-3.4 */
function decrypt(data: Buffer, keys: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = data.subarray(0, 16);
  const theirs = data.subarray(21, 21 + (data[20] ?? 0));
  const sealed = data.subarray(21 + theirs.length);
  const derive = (secret: Buffer, by: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, by, info, length));
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), theirs]);
  const secret = derive(keys.computeSecret(theirs), auth, about, 32);
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString();
}

test('a notification of the hub reaches the browser that subscribed, asleep or awake, until it unsubscribes', async () => {
  await using sink = await startPushSink();
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const auth = randomBytes(16);
  using browser = await openBrowser(sink);
  browser.say({ messageType: 'register', channelID: 'c1', key: `${vapidPublicKey}=` });
  const { pushEndpoint: endpoint } = await browser.hear();
  const hub = connectHub({ connectionString: sink.connectionStrings.full, hubName: sink.hubName });
  const pushChannel = {
    endpoint,
    p256dh: keys.getPublicKey('base64url'),
    auth: auth.toString('base64url'),
  } as never;
  const templates = { alert: { body: '{"title":"$(title)","tag":"$(id)"}', headers: { Topic: '$(id)' } } };
  await createOrUpdateInstallation(
    hub,
    createBrowserInstallation({ installationId: 'b', pushChannel, templates } as never),
  );
  const notify = (title: string) =>
    sendBroadcastNotification(hub, createTemplateNotification({ body: { title, id: 'a1' } }));

  await notify('Berlin 🐻 برلين');
  const first = await browser.hear();
  assert.deepEqual(JSON.parse(decrypt(Buffer.from(first['data'] ?? '', 'base64url'), keys, auth)), {
    title: 'Berlin 🐻 برلين',
    tag: 'a1',
  });
  // It was not acknowledged, and the next one has its topic: it takes its place.
  using again = await openBrowser(sink, browser.hello['uaid']);
  assert.equal((await again.hear())['version'], first['version']);
  await notify('Hamburg');
  const { version } = await again.hear();
  again.say({ messageType: 'ack', updates: [{ channelID: 'c1', version }] });
  again.say({ messageType: 'unregister', channelID: 'c1' });
  assert.equal((await again.hear())['messageType'], 'unregister');
  await notify('Nobody');
  await sink.waitFor((devices) => devices.find(({ isGone }) => isGone));
});

test('a message without the signature, the time to live or the size that it must have is refused', async () => {
  await using sink = await startPushSink();
  using browser = await openBrowser(sink);
  browser.say({ messageType: 'register', channelID: 'c1', key: `${vapidPublicKey}=` });
  const { pushEndpoint: endpoint = '' } = await browser.hear();
  const good = {
    authorization: signVapid(endpoint, Date.now()),
    ttl: '60',
    'content-encoding': 'aes128gcm',
    'content-type': 'application/octet-stream',
  };
  const post = async (headers: object, body = 'x', to: string = endpoint) => {
    const response = await fetch(to, { method: 'POST', headers: { ...good, ...headers }, body });
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await post({}), 201);
  assert.equal(await post({ authorization: '' }), 401);
  assert.equal(await post({ authorization: signVapid('https://push.example/1', Date.now()) }), 403);
  assert.equal(await post({ authorization: signVapid(endpoint, 0) }), 403);
  assert.equal(await post({ authorization: good.authorization.replace(/\.[\w-]{6}/, '.AAAAAA') }), 403);
  assert.equal(await post({ ttl: '' }), 400);
  assert.equal(await post({ 'content-encoding': 'aesgcm' }), 400);
  assert.equal(await post({}, 'x'.repeat(4097)), 413);
  assert.equal(await post({}, 'x', `${sink.url}push/nobody`), 410);
});
