import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker, type Ticker } from '../helpers/start-ticker.ts';

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
    assert.match(page, /initialState: {"document":"{ __typename }/);
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
  assert.equal((await get('/graphiql', { 'if-none-match': etag, 'cache-control': 'max-age=0' })).status, 304);
  const plain = await get('/graphiql', { 'accept-encoding': 'identity' });
  assert.equal(plain.headers.get('content-encoding'), null);
  await plain.body?.cancel();
});

test('a client that asks for JSON on the same path gets no page', async () => {
  const response = await fetch(gateway.url, { headers: { accept: 'application/json' } });
  assert.equal(response.status, 400);
  assert.match(await response.text(), /A page of any site could send this request.*apollo-require-preflight/);
});

/** Runs the page's script in a browser of a few lines. */
async function openSandbox() {
  const page = await (await get('/')).text();
  const script = /<script nonce="[^"]+">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
  const loaded: { onload?: () => void; onerror?: () => void } = {};
  const timers = new Map<number, () => void>();
  const visited: string[] = [];
  const embedded: object[] = [];
  runInNewContext(script, {
    URL,
    location: { href: gateway.url, replace: (path: string) => visited.push(path) },
    document: { createElement: () => loaded, head: { append() {} } },
    window: {
      EmbeddedSandbox: class {
        constructor(options: object) {
          embedded.push(options);
        }
      },
    },
    setTimeout(task: () => void, ms: number) {
      timers.set(ms, task);
      return ms;
    },
    clearTimeout: (ms: number) => timers.delete(ms),
  });
  return { loaded, timers, visited, embedded };
}

test('a browser goes to GraphiQL when Sandbox does not come, or not within two seconds', async () => {
  const silent = await openSandbox();
  silent.timers.get(2_000)?.();
  assert.deepEqual(silent.visited, ['/graphiql']);
  const refused = await openSandbox();
  refused.loaded.onerror?.();
  assert.deepEqual(refused.visited, ['/graphiql']);
});

test('a browser that has Sandbox stays with it', async () => {
  const { loaded, timers, visited, embedded } = await openSandbox();
  loaded.onload?.();
  assert.equal(timers.size, 0);
  assert.deepEqual(visited, []);
  assert.equal(embedded.length, 1);
});
