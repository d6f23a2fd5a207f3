import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createBrowser } from '@headgate/identity-provider/test-support/create-browser.ts';
import { Redis } from 'ioredis';
import { type SessionGateways, startSessionGateways } from '../helpers/start-session-gateways.ts';

let system: SessionGateways;
before(async () => {
  system = await startSessionGateways();
});
after(() => system[Symbol.asyncDispose]());

test('who signs in asks on all gateways with a cookie that scripts cannot read, as who they are', async () => {
  const cookie = await system.signIn('bob');
  for (const gateway of [0, 1] as const) {
    const { token = '' } = await system.ask(cookie, { gateway });
    const [, claims = ''] = token.split('.');
    assert.equal(JSON.parse(Buffer.from(claims, 'base64url').toString()).sub, 'bob');
  }
  const session = await (await system.auth('session', { headers: { cookie } })).json();
  assert.deepEqual([session.subject, session.name, session.roles], ['bob', 'Bob Okafor', ['operator']]);
});

test('the cookie is for this host alone, and stays where pages cannot send it from', async () => {
  const browser = createBrowser();
  const page = await browser.go(`${system.origin}/auth/login`);
  const { url } = await browser.go(page.url, {
    form: { username: 'ada' },
    stopAt: `${system.origin}/auth/callback`,
  });
  const answer = await fetch(url, {
    redirect: 'manual',
    headers: { cookie: browser.cookiesOf(system.origin) },
  });
  const [, line = ''] = answer.headers.getSetCookie();
  assert.match(line, /^headgate-session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
});

test('nothing that Redis has is a cookie or a token', async () => {
  const cookie = await system.signIn();
  const { token = '' } = await system.ask(cookie);
  await using redis = Object.assign(new Redis(system.redis.url), {
    async [Symbol.asyncDispose]() {
      redis.disconnect();
    },
  });
  const id = cookie.split('=')[1] ?? '';
  const keys = await redis.keys('*');
  assert(keys.length > 0);
  for (const key of keys) {
    const kept = (await redis.type(key)) === 'hash' ? JSON.stringify(await redis.hgetall(key)) : key;
    assert(!kept.includes(token.replace('Bearer ', '')) && !kept.includes(id) && !key.includes(id));
  }
});

test('a cookie is taken from pages of the gateway alone', async () => {
  const cookie = await system.signIn();
  const own = { 'headgate-csrf': '1' };
  const refused = { status: 403, code: 'SESSION_CSRF_REFUSED' };
  assert.deepEqual(await system.ask(cookie, { headers: {} }), refused);
  assert.deepEqual(
    await system.ask(cookie, { headers: { ...own, origin: 'https://evil.example' } }),
    refused,
  );
  assert.deepEqual(
    await system.ask(cookie, { headers: { ...own, 'sec-fetch-site': 'cross-site' } }),
    refused,
  );
  assert.deepEqual(await system.ask(cookie, { headers: { ...own, 'sec-fetch-site': 'same-site' } }), refused);
  assert.equal((await system.ask(cookie, { headers: { ...own, origin: system.origin } })).status, 200);
  assert.equal((await system.auth('logout', { method: 'POST', headers: { cookie } })).status, 403);
  assert.equal((await system.ask(cookie)).status, 200);
});

test('a WebSocket opens with the cookie of a page of the gateway, and of no other', async () => {
  const cookie = await system.signIn();
  const socket = await system.open(cookie);
  assert(typeof socket === 'object');
  socket.terminate();
  assert.equal(await system.open(cookie, { origin: 'https://evil.example' }), 403);
  assert.equal(await system.open(cookie, { origin: '' }), 403);
  assert.equal(await system.open('headgate-session=unknown'), 401);
});

test('a code, a state and the cookie of another browser sign nobody in', async () => {
  const browser = createBrowser();
  const stopAt = `${system.origin}/auth/callback`;
  const page = await browser.go(`${system.origin}/auth/login`);
  const { url } = await browser.go(page.url, { form: { username: 'ada' }, stopAt });
  const visit = (to: string, cookie: string) => fetch(to, { redirect: 'manual', headers: { cookie } });
  const begun = browser.cookiesOf(system.origin);
  assert.equal((await visit(url, '')).status, 400);
  assert.equal((await visit(url, 'headgate-sign-in=another')).status, 400);
  assert.equal((await visit(url, begun)).status, 302);
  const replayed = await visit(url, begun);
  assert.equal(replayed.status, 400);
  assert.match(await replayed.text(), /SIGN_IN_REFUSED/);
  assert.deepEqual(
    replayed.headers.getSetCookie().filter((line) => line.startsWith('headgate-session')),
    [],
  );
});

test('a session id that somebody planted is never the one that signing in gives, and the old one ends', async () => {
  const before = await system.signIn();
  const planted = before.split('=')[1] ?? '';
  const browser = createBrowser();
  const stopAt = `${system.origin}/auth/callback`;
  const page = await browser.go(`${system.origin}/auth/login`);
  const { url } = await browser.go(page.url, { form: { username: 'bob' }, stopAt });
  const headers = { cookie: `${browser.cookiesOf(system.origin)}; ${before}` };
  const answer = await fetch(url, { redirect: 'manual', headers });
  assert.equal(answer.status, 302);
  const given = answer.headers.getSetCookie().join();
  assert.match(given, /headgate-session=[\w-]{43}/);
  assert(!given.includes(planted));
  assert.deepEqual(await system.ask(before), { status: 401, code: 'SESSION_ENDED' });
});

test('a cookie that was tampered with is nobody', async () => {
  const cookie = await system.signIn();
  const last = cookie.at(-1) === 'A' ? 'B' : 'A';
  const ended = { status: 401, code: 'SESSION_ENDED' };
  for (const other of [
    `${cookie.slice(0, -1)}${last}`,
    `${cookie}x`,
    'headgate-session=',
    'headgate-session=*',
  ])
    assert.deepEqual(await system.ask(other), ended, other);
  assert.equal((await system.ask('')).status, 200, 'without a cookie one is anonymous');
});

test('after signing in one is sent to a path of the gateway and nowhere else', async () => {
  for (const [to, expected] of [
    ['/rules?kind=a', '/rules?kind=a'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['/\t/evil.example', '/'],
  ] as const) {
    const browser = createBrowser();
    const page = await browser.go(`${system.origin}/auth/login?to=${encodeURIComponent(to)}`);
    const stopAt = `${system.origin}/auth/callback`;
    const { url } = await browser.go(page.url, { form: { username: 'ada' }, stopAt });
    const headers = { cookie: browser.cookiesOf(system.origin) };
    const answer = await fetch(url, { redirect: 'manual', headers });
    assert.equal(answer.headers.get('location'), expected);
  }
});
