import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestGateway, type TestGateway } from '../../testing/start-test-gateway.ts';
import { startTicker, type Ticker } from '../../testing/start-ticker.ts';

let ticker: Ticker;
let gateway: TestGateway;

before(async () => {
  ticker = await startTicker();
  gateway = await startTestGateway({ sdl: ticker.sdl });
});

after(async () => {
  await gateway[Symbol.asyncDispose]();
  await ticker[Symbol.asyncDispose]();
});

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const get = (path: string, headers = {}) =>
  fetch(new URL(path, gateway.url), { headers: { ...browser, ...headers } });

test('a browser gets Sandbox, which knows where subscriptions go, under a policy that lets it in and nothing else', async () => {
  for (const path of ['/', '/graphql']) {
    const response = await get(path);
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
    const page = await response.text();
    assert.match(page, /initialSubscriptionEndpoint: subscriptions\.href/);
    assert.match(page, /href="\/graphiql"/);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src [^;]*https:\/\/embeddable-sandbox\.cdn\.apollographql\.com/);
    assert.match(policy, /frame-src https:\/\/sandbox\.embed\.apollographql\.com/);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    assert(page.includes(`<script nonce="${nonce}">`));
  }
});

test('each visit has a nonce of its own', async () => {
  const [one, two] = await Promise.all([get('/'), get('/')]);
  assert.notEqual(one.headers.get('content-security-policy'), two.headers.get('content-security-policy'));
});

test('GraphiQL comes from this process alone, compressed, and once only', async () => {
  const response = await get('/graphiql', { 'accept-encoding': 'gzip' });
  assert.equal(response.headers.get('content-encoding'), 'gzip');
  const page = await response.text();
  assert.match(page, /"subscriptionsProtocol":"WS"/);
  assert.match(page, /"endpoint":"\/graphql"/);
  assert.doesNotMatch(page, /<(script|link)[^>]+(src|href)="http/);
  const etag = response.headers.get('etag') ?? '';
  assert.equal((await get('/graphiql', { 'if-none-match': etag })).status, 304);
  const plain = await get('/graphiql', { 'accept-encoding': 'identity' });
  assert.equal(plain.headers.get('content-encoding'), null);
  await plain.body?.cancel();
});

test('a client that asks for JSON on the same path gets no page', async () => {
  const response = await fetch(gateway.url, { headers: { accept: 'application/json' } });
  assert.equal(response.status, 400);
  assert.match(await response.text(), /Cross-Site Request Forgery/);
});
