import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { createBrowser } from '@headgate/identity-provider/test-support/create-browser.ts';
import { WebSocket } from 'ws';
import { openEventStream } from '../helpers/open-event-stream.ts';
import { type SessionGateways, startSessionGateways } from '../helpers/start-session-gateways.ts';

const minuteMs = 60_000;
const query = 'subscription { ticked { n author { name } } }';
const ended = { status: 401, code: 'SESSION_ENDED' };

/** Subscribes over a socket that a cookie opened, and reads its messages one after the other. */
async function subscribe(system: SessionGateways, cookie: string, gateway: 0 | 1 = 0) {
  const socket = await system.open(cookie, { gateway });
  assert(socket instanceof WebSocket);
  const messages: unknown[] = [];
  let arrived = Promise.withResolvers<void>();
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.type === 'ping') return;
    messages.push(message);
    arrived.resolve();
    arrived = Promise.withResolvers();
  });
  const closed = once(socket, 'close').then(([code]) => code as number);
  socket.send('{"type":"connection_init"}');
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  const next = async () => {
    while (messages.length === 0) await arrived.promise;
    return messages.shift();
  };
  assert.deepEqual(await next(), { type: 'connection_ack' });
  return { closed, next };
}

test('fifty requests at the moment of expiry, on two gateways, renew the token once', async () => {
  await using system = await startSessionGateways();
  const cookie = await system.signIn();
  const { token: first } = await system.ask(cookie);
  system.pass(14.8 * minuteMs);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => system.ask(cookie, { gateway: index % 2 === 0 ? 0 : 1 })),
  );
  const tokens = new Set(answers.map(({ token }) => token));
  assert.equal(tokens.size, 1);
  assert(!tokens.has(first) && !tokens.has(undefined));
});

test('a session ends when nothing is asked for a while, and when its time is over though something is', async () => {
  await using system = await startSessionGateways({
    env: { SESSION_IDLE_MS: String(30 * minuteMs), SESSION_ABSOLUTE_MS: String(60 * minuteMs) },
  });
  const idle = await system.signIn();
  const busy = await system.signIn();
  system.pass(29 * minuteMs);
  assert.equal((await system.ask(busy)).status, 200);
  const asked = await system.auth('session', { headers: { cookie: idle } });
  assert.equal(asked.status, 200);
  system.pass(2 * minuteMs);
  assert.deepEqual(await system.ask(idle), ended);
  assert.equal((await system.ask(busy)).status, 200);
  system.pass(28 * minuteMs);
  assert.equal((await system.ask(busy)).status, 200);
  system.pass(2 * minuteMs);
  assert.deepEqual(await system.ask(busy), ended);
});

test('a refresh token that somebody else has used ends the session', async () => {
  await using system = await startSessionGateways();
  const cookie = await system.signIn();
  const other = await system.signIn('bob');
  const stolen = await system.stealRefreshToken(cookie);
  assert.equal((await system.redeem(stolen)).status, 200);
  system.pass(14.8 * minuteMs);
  assert.deepEqual(await system.ask(cookie), ended);
  assert.deepEqual(await system.ask(cookie), ended);
  assert.equal((await system.ask(other)).status, 200);
});

test('a subscription outlives its token, and its events are completed with the newest', async () => {
  const tokens: (string | undefined)[] = [];
  await using system = await startSessionGateways({
    ticker: { beforeName: async (_id, { authorization }) => void tokens.push(authorization) },
  });
  const cookie = await system.signIn();
  const { next } = await subscribe(system, cookie);
  await system.ticker.subscribed(1);
  const { token: first } = await system.ask(cookie);
  system.ticker.tick(1);
  assert.deepEqual(await next(), {
    id: '1',
    type: 'next',
    payload: { data: { ticked: { n: 1, author: { name: 'name of ada' } } } },
  });
  system.pass(14.8 * minuteMs);
  const { token: second } = await system.ask(cookie);
  system.ticker.tick(2, 'bob');
  assert.deepEqual(await next(), {
    id: '1',
    type: 'next',
    payload: { data: { ticked: { n: 2, author: { name: 'name of bob' } } } },
  });
  assert.notEqual(first, second);
  assert.deepEqual(tokens, [first, second]);
});

test('signing out closes what is open on this device, on all gateways, at once', async () => {
  await using system = await startSessionGateways();
  const [cookie, other] = [await system.signIn(), await system.signIn()];
  const sockets = [await subscribe(system, cookie, 0), await subscribe(system, cookie, 1)];
  const stream = await openEventStream(system.gateways[1].url, {
    query,
    accept: 'text/event-stream',
    headers: { cookie, origin: system.origin },
  });
  const left = await subscribe(system, other, 1);
  const [first, second] = system.gateways;
  while (first.subscriptions.clients < 1 || second.subscriptions.clients < 3)
    await new Promise((resolve) => setImmediate(resolve));
  const headers = { cookie, 'headgate-csrf': '1' };
  const answer = await system.auth('logout', { method: 'POST', headers });
  assert.match(((await answer.json()) as { next: string }).next, /\/logout\?.*id_token_hint=/);
  assert.deepEqual(await Promise.all(sockets.map(({ closed }) => closed)), [4403, 4403]);
  assert.match(await stream.text, /SESSION_ENDED/);
  assert.deepEqual(await system.ask(cookie), ended);
  assert.equal((await system.ask(other)).status, 200);
  system.ticker.tick(3);
  assert.equal(((await left.next()) as { type: string }).type, 'next');
});

test('signing out everywhere closes all that a user has open, and nothing of others', async () => {
  await using system = await startSessionGateways();
  const cookies = [await system.signIn(), await system.signIn()] as const;
  const bob = await system.signIn('bob');
  const sockets = [await subscribe(system, cookies[0], 0), await subscribe(system, cookies[1], 1)];
  const headers = { cookie: cookies[0], 'headgate-csrf': '1' };
  assert.equal((await system.auth('logout?everywhere=true', { method: 'POST', headers })).status, 200);
  assert.deepEqual(await Promise.all(sockets.map(({ closed }) => closed)), [4403, 4403]);
  for (const cookie of cookies) assert.deepEqual(await system.ask(cookie), ended);
  assert.equal((await system.ask(bob)).status, 200);
});

test('who signs out at the issuer is signed out here, and a logout token that is none ends nothing', async () => {
  await using system = await startSessionGateways();
  const browser = createBrowser();
  const page = await browser.go(`${system.origin}/auth/login?to=/health/live`);
  await browser.go(page.url, { form: { username: 'ada' } });
  const cookie = browser.cookiesOf(system.origin);
  const forged = await system.issuer.issueToken({ userId: 'ada', audience: 'web' });
  const refused = await system.auth('back-channel-logout', {
    method: 'POST',
    body: new URLSearchParams({ logout_token: forged }),
  });
  assert.equal(refused.status, 400);
  assert.equal((await system.ask(cookie)).status, 200);
  const { closed } = await subscribe(system, cookie, 1);
  const confirm = await browser.go(`${system.issuer.issuer}/logout`);
  const [, action = ''] = /action="([^"]+)"/.exec(confirm.text) ?? [];
  const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(confirm.text) ?? [];
  await browser.go(new URL(action, system.issuer.issuer).href, { form: { xsrf, logout: 'yes' } });
  assert.equal(await closed, 4403);
  assert.deepEqual(await system.ask(cookie), ended);
});

test('without Redis nobody is somebody else: those with a cookie are told to wait, others go on', async () => {
  await using system = await startSessionGateways();
  const cookie = await system.signIn();
  await system.redis.kill();
  const away = { status: 503, code: 'SESSION_STORE_UNAVAILABLE' };
  assert.deepEqual(await system.ask(cookie), away);
  assert.equal(await system.open(cookie), 503);
  assert.equal((await system.auth('login')).status, 503);
  assert.equal((await system.auth('session', { headers: { cookie } })).status, 503);
  const authorization = `Bearer ${await system.issuer.issueToken({ userId: 'ada' })}`;
  assert.equal((await system.ask('', { headers: { authorization } })).token, authorization);
  assert.equal((await system.ask('')).status, 200);
});
