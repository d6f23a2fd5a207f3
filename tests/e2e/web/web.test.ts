import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { type Observer, startObserver } from '@headgate/dev/observe/start-observer.ts';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import type { Ports } from '@headgate/dev/stack/ports.ts';
import type { Stack } from '@headgate/dev/stack/stack.ts';
import { startStack } from '@headgate/dev/stack/start-stack.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { answerManyAlerts } from './answer-many-alerts.ts';
import { interceptSockets } from './cut-sockets.ts';
import { deliverPush } from './deliver-push.ts';
import { startFirefox } from './drive-firefox.ts';
import { launchBrowser } from './launch-browser.ts';
import { notifyOnSink } from './notify-on-sink.ts';
import { createRaiser, type Raiser } from './raise-alerts.ts';
import { shownIds } from './shown-ids.ts';
import { startStrictGateway } from './start-strict-gateway.ts';
import { subscribeFirefox, until } from './subscribe-firefox.ts';
import { traceOfCheckIn, watchCheckIn } from './watch-check-in.ts';

let directory: string;
let stack: Stack;
let browser: Browser | undefined;
let origin: string;
let ports: Ports;
let raiser: Raiser;
let observer: Observer;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'headgate-web-'));
  browser = await launchBrowser();
  if (!browser) return;
  ports = await findFreePorts();
  observer = await startObserver();
  stack = await startStack({
    directory,
    ports,
    services: {},
    telemetry: observer.env,
    track: async (_part, start) => void (await start()),
    say: (line) => console.error(line),
  });
  origin = new URL(stack.graphqlUrl).origin;
  const token = await stack.identity.issueToken({ userId: 'ada' });
  raiser = createRaiser({ graphqlUrl: stack.graphqlUrl, token });
});

after(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
  await observer?.[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** Opens a page of the application and signs in by a click. */
async function signIn(context: BrowserContext, name: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator(`button[name=username][value=${name}]`).click();
  await page.getByRole('navigation').waitFor();
  return page;
}

test('alerts arrive, none is lost or doubled by a cut, what one screen does another shows, signing out closes all', async (t) => {
  if (!browser) return t.skip('there is no Chromium on this machine');
  await raiser.makeRule('Berlin 🐻 برلين');
  await using first = await browser.newContext();
  await using second = await browser.newContext();
  const sockets = await interceptSockets(first);
  const page = await signIn(first, 'ada');
  await page.locator('[data-liveness=live]').waitFor();

  await raiser.raise(1);
  await page.locator('li[data-alert]').first().waitFor();
  await sockets.cut();
  await page.locator('[data-liveness=away]').waitFor({ state: 'attached' });
  await raiser.raise(5);
  let alerts = await raiser.list();
  while (alerts.length < 6) alerts = await raiser.list();
  assert.equal((await shownIds(page)).length, 1);
  sockets.restore();
  await page.locator('li[data-alert]').nth(5).waitFor();
  assert.deepEqual(await shownIds(page), alerts);

  const other = await signIn(second, 'ada');
  const row = (on: Page) => on.locator(`li[data-alert="${alerts[0]}"]`);
  await row(other).getByRole('button', { name: 'Acknowledge' }).click();
  await page.locator(`li[data-alert="${alerts[0]}"][data-status=ACKNOWLEDGED]`).waitFor();

  const closed = sockets.closedByServer();
  await page.getByText('Ada Lindqvist').click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  assert.equal(await closed, 4403);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  return undefined;
});

test('a check-in is one trace: from the tap to the alert on the screen and the push', async (t) => {
  if (!browser) return t.skip('there is no Chromium on this machine');
  await raiser.makePhone();
  await raiser.makeCheckInRule();
  await using context = await browser.newContext();
  const page = await signIn(context, 'ada');
  await page.locator('[data-liveness=live]').waitFor();
  const other = await context.newPage();
  await other.goto(`${origin}/activity`);
  await other.locator('.map canvas').click();
  await other.getByRole('button', { name: 'Check in on the map' }).click();
  assert.equal(await watchCheckIn(observer), traceOfCheckIn);
  return undefined;
});

test('every page is without a violation of accessibility, light and dark', async (t) => {
  if (!browser) return t.skip('there is no Chromium on this machine');
  for (const colorScheme of ['light', 'dark'] as const) {
    await using context = await browser.newContext({ colorScheme });
    const refusals: string[] = [];
    const listen = (page: Page) =>
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) refusals.push(message.text());
      });
    context.on('page', listen);
    const page = await signIn(context, 'olga');
    for (const path of ['', 'activity', 'insights', 'rules', 'places', 'devices', 'operators']) {
      await page.goto(`${origin}/${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
      assert.deepEqual(found, [], `/${path}, ${colorScheme}`);
    }
    assert.deepEqual(refusals, [], 'the policy lets in all that the page is made of');
  }
  return undefined;
});

test('ids alone reach a gateway that runs no texts, by requests and by the socket', async (t) => {
  if (!browser) return t.skip('there is no Chromium on this machine');
  await using strict = await startStrictGateway(stack, { directory, ports });
  await using context = await browser.newContext();
  await signIn(context, 'ada');
  const page = await context.newPage();
  const sent: string[] = [];
  page.on('request', (request) => request.url().endsWith('/graphql') && sent.push(request.postData() ?? ''));
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
  await page.goto(`${strict.origin}/`);
  await page.locator('[data-liveness=live]').waitFor();
  const known = await page.locator('li[data-alert]').count();
  await raiser.raise(1);
  await page.locator('li[data-alert]').nth(known).waitFor();
  const operations = sent.filter((text) => text.includes('operationName'));
  assert(operations.length >= 3, 'a query and two subscriptions');
  for (const text of operations) {
    assert.match(text, /"sha256Hash":"/);
    assert.doesNotMatch(text, /"query":"[^"]/);
  }
  const text = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'headgate-csrf': '1' };
    const body = JSON.stringify({ query: '{ viewer { id } }' });
    return (await fetch('/graphql', { method: 'POST', headers, body })).text();
  });
  assert.match(text, /PERSISTED_QUERY_ID_REQUIRED/);
  return undefined;
});

test('an alert is pushed, encrypted, to a Firefox that subscribed', async (t) => {
  assert(stack.pushUrl);
  await using firefox = await startFirefox(`${stack.pushUrl.replace('http', 'ws')}push`);
  if (!firefox) return t.skip('there is no Firefox ESR on this machine: apt-get install firefox-esr');
  await subscribeFirefox(firefox, origin, 'bob');
  const token = await stack.identity.issueToken({ userId: 'bob' });
  const pusher = createRaiser({ graphqlUrl: stack.graphqlUrl, token });
  await pusher.makeRule('Berlin 🐻 برلين');
  await pusher.raise(1);
  const shown = await until(
    firefox,
    `const registration = await navigator.serviceWorker.ready;
     const [shown] = await registration.getNotifications();
     return shown && [shown.title, shown.body]`,
  );
  assert.deepEqual(shown, ['Alert', 'Berlin 🐻 برلين: entered the area.']);
  return undefined;
});

test('Chromium shows what is pushed to it', async (t) => {
  if (!browser) return t.skip('there is no Chromium on this machine');
  await using context = await browser.newContext();
  await context.grantPermissions(['notifications'], { origin });
  const page = await signIn(context, 'ada');
  const shown = await deliverPush(page, origin, {
    title: 'Warning',
    body: 'שלום: entered the area.',
    tag: 'a1',
  });
  assert.deepEqual(shown, ['Warning', 'שלום: entered the area.', 'a1']);
  return undefined;
});

test('the page of the push sink shows rule, message and severity, without a violation of accessibility', async (t) => {
  if (!browser) return t.skip('there is no Chromium on this machine');
  assert(stack.pushUrl);
  await notifyOnSink(stack.pushUrl, 'shown', 'Depot: Nord: entered the area.');
  for (const colorScheme of ['light', 'dark'] as const) {
    await using context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    await page.goto(stack.pushUrl);
    const note = page.getByRole('region', { name: 'shown' }).locator('.note');
    await note.waitFor();
    assert.equal(await note.locator('.CRITICAL').innerText(), 'Critical alert');
    assert.equal(await note.locator('.rule').innerText(), 'Depot: Nord');
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
      [],
    );
  }
  return undefined;
});

test('operators see what the gateway counts and what died, and nobody else does', async (t) => {
  if (!browser) return t.skip('there is no Chromium on this machine');
  await using context = await browser.newContext();
  const page = await signIn(context, 'olga');
  await page.goto(`${origin}/operators`);
  await page.getByText('Requests', { exact: true }).waitFor();
  await page.getByText('Everything could be processed.').waitFor();
  const token = await stack.identity.issueToken({ userId: 'ada' });
  const response = await fetch(`${origin}/usage/counters`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(response.status, 403);
  return undefined;
});

test('a rule is tried before it is made, and a rule of somebody else is none', async (t) => {
  if (!browser) return t.skip('there is no Chromium on this machine');
  await using context = await browser.newContext();
  const page = await signIn(context, 'ada');
  await page.goto(`${origin}/rules/of-somebody-else`);
  await page.getByRole('heading', { name: 'There is no such rule' }).waitFor();
  await page.getByRole('button', { name: 'All rules' }).click();
  await page.getByLabel('What').selectOption('threshold');
  await page.getByLabel('Times').fill('2');
  await page.locator('[data-preview]').waitFor();
  await page
    .getByRole('button', { name: /^Edit: / })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Change the rule' }).waitFor();
  await page.getByLabel('Name').fill('Depot');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Edit: Depot' }).waitFor();
  return undefined;
});

test('of ten thousand alerts those in sight are in the document, and a long message is folded', async (t) => {
  if (!browser) return t.skip('there is no Chromium on this machine');
  await using context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await signIn(context, 'ada');
  await answerManyAlerts(page, 10_000);
  await page.goto(`${origin}/`);
  const rows = page.locator('li[aria-setsize="10000"]');
  await rows.first().waitFor();
  assert(((await rows.first().boundingBox())?.height ?? 0) < 200, 'ten thousand characters are three lines');
  await rows.first().getByRole('button', { name: 'Show all of it' }).click();
  await rows.first().getByRole('button', { name: 'Show less', expanded: true }).click();
  await page.keyboard.press('End');
  await page.locator('li[aria-posinset="10000"]').waitFor();
  assert((await rows.count()) < 60);
  return undefined;
});

test('without a network what was seen is there, and says as of when', async (t) => {
  if (!browser) return t.skip('there is no Chromium on this machine');
  await using context = await browser.newContext();
  const page = await signIn(context, 'ada');
  await page.locator('li[data-alert]').first().waitFor();
  const seen = await shownIds(page);
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  while (!(await page.evaluate("localStorage.getItem('headgate-seen-ada')?.includes('AlertEdge')")));
  await context.setOffline(true);
  await page.reload();
  await page.getByText('Not connected: what you see is as of').waitFor();
  await page.locator('li[data-alert]').first().waitFor();
  assert.deepEqual(await shownIds(page), seen);
  return undefined;
});

test('GraphiQL opens with operations that run as who is signed in', async (t) => {
  if (!browser) return t.skip('there is no Chromium on this machine');
  await using context = await browser.newContext();
  const page = await signIn(context, 'ada');
  await page.goto(`${origin}/graphiql`);
  await page.getByRole('button', { name: /execute/i }).click();
  await page.getByRole('menuitem', { name: 'WhoAmI' }).click();
  await page.getByText('"Ada Lindqvist"').waitFor();
  return undefined;
});
