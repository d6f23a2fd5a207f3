import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { type Observer, startObserver } from '@headgate/dev/observe/start-observer.ts';
import type { Page } from 'playwright-core';
import { buryEvent } from './bury-event.ts';
import { interceptSockets } from './cut-sockets.ts';
import { deliverPush } from './deliver-push.ts';
import { startFirefox } from './drive-firefox.ts';
import { notifyOnSink } from './notify-on-sink.ts';
import type { Raiser } from './raise-alerts.ts';
import { changeSubscription, subscribeNowhere } from './renew-push.ts';
import { shownIds } from './shown-ids.ts';
import { startStrictGateway } from './start-strict-gateway.ts';
import { startWeb, type Web } from './start-web.ts';
import { subscribeFirefox, until } from './subscribe-firefox.ts';
import { traceOfCheckIn, watchCheckIn } from './watch-check-in.ts';

let web: Web | undefined;
let raiser: Raiser;
let observer: Observer;

before(async () => {
  observer = await startObserver();
  web = await startWeb({ telemetry: observer.env });
  if (!web) return;
  raiser = await web.raiseAs('ada');
  await raiser.makeRule('Berlin 🐻 برلين');
});

after(async () => {
  await web?.[Symbol.asyncDispose]();
  await observer[Symbol.asyncDispose]();
});

test('alerts arrive, none is lost or doubled by a cut, what one screen does another shows, signing out closes all', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  await using first = await web.openContext();
  await using second = await web.openContext();
  const sockets = await interceptSockets(first);
  const page = await web.signIn(first, 'ada');
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

  const other = await web.signIn(second, 'ada');
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
  if (!web) return t.skip('there is no Chromium on this machine');
  await raiser.makePhone();
  await raiser.makeCheckInRule();
  await using context = await web.openContext();
  const page = await web.signIn(context, 'ada');
  await page.locator('[data-liveness=live]').waitFor();
  const other = await context.newPage();
  await other.goto(`${web.origin}/activity`);
  await other.locator('.map canvas').click();
  await other.getByRole('button', { name: 'Check in on the map' }).click();
  assert.equal(await watchCheckIn(observer), traceOfCheckIn);
  return undefined;
});

test('every page is without a violation of accessibility, light and dark', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  for (const colorScheme of ['light', 'dark'] as const) {
    await using context = await web.openContext({ colorScheme });
    const refusals: string[] = [];
    const listen = (page: Page) =>
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) refusals.push(message.text());
      });
    context.on('page', listen);
    const page = await web.signIn(context, 'olga');
    for (const path of ['', 'activity', 'insights', 'rules', 'places', 'devices', 'operators']) {
      await page.goto(`${web.origin}/${path}`);
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
  if (!web) return t.skip('there is no Chromium on this machine');
  await using strict = await startStrictGateway(web.stack, web);
  await using context = await web.openContext();
  await web.signIn(context, 'ada');
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
  if (!web) return t.skip('there is no Chromium on this machine');
  assert(web.stack.pushUrl);
  await using firefox = await startFirefox(`${web.stack.pushUrl.replace('http', 'ws')}push`);
  if (!firefox) return t.skip('there is no Firefox ESR on this machine: apt-get install firefox-esr');
  await subscribeFirefox(firefox, web.origin, 'bob');
  const pusher = await web.raiseAs('bob');
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
  if (!web) return t.skip('there is no Chromium on this machine');
  await using context = await web.openContext();
  await context.grantPermissions(['notifications'], { origin: web.origin });
  const page = await web.signIn(context, 'ada');
  const shown = await deliverPush(page, web.origin, {
    title: 'Warning',
    body: 'שלום: entered the area.',
    tag: 'a1',
  });
  assert.deepEqual(shown, ['Warning', 'שלום: entered the area.', 'a1']);
  return undefined;
});

test('the page of the push sink shows rule, message and severity, without a violation of accessibility', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  assert(web.stack.pushUrl);
  await notifyOnSink(web.stack.pushUrl, 'shown', 'Depot: Nord: entered the area.');
  for (const colorScheme of ['light', 'dark'] as const) {
    await using context = await web.openContext({ colorScheme });
    const page = await context.newPage();
    await page.goto(web.stack.pushUrl);
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
  if (!web) return t.skip('there is no Chromium on this machine');
  await using context = await web.openContext();
  const page = await web.signIn(context, 'olga');
  await page.goto(`${web.origin}/operators`);
  await page.getByText('Requests', { exact: true }).waitFor();
  await page.getByText('Everything could be processed.').waitFor();
  const token = await web.stack.identity.issueToken({ userId: 'ada' });
  const response = await fetch(`${web.origin}/usage/counters`, {
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(response.status, 403);
  return undefined;
});

test('a test notification comes to all devices, the way that alerts go', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  assert(web.stack.pushUrl);
  const carol = await web.raiseAs('carol');
  await carol.makePhone();
  await using context = await web.openContext();
  const page = await web.signIn(context, 'carol');
  await page.goto(`${web.origin}/devices`);
  await page.getByRole('button', { name: 'Send a test notification' }).click();
  await page.getByText('On its way to all of your devices.').waitFor();
  const shown = async () => (await fetch(new URL('/devices', web?.stack.pushUrl))).text();
  while (!(await shown()).includes('Test: this is how alerts reach you.'));
  return undefined;
});

test('operators have what died processed again', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  await raiser.raise(1);
  await buryEvent(web.stack.cosmosConnectionString, 'ada');
  await using context = await web.openContext();
  const page = await web.signIn(context, 'olga');
  await page.goto(`${web.origin}/operators`);
  await page.getByText('Error: The store was away.').waitFor();
  await page.getByRole('button', { name: 'Replay: evaluate-activity' }).click();
  await page.getByText('1 were processed, 0 died again').waitFor();
  await page.getByText('Everything could be processed.').waitFor();
  return undefined;
});

test('a browser that its push service gives another address is registered by it, once', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  await using context = await web.openContext();
  await subscribeNowhere(context);
  const page = await web.signIn(context, 'olga');
  const devices = page.locator('[data-device]');
  await page.goto(`${web.origin}/devices`);
  await page.getByRole('button', { name: 'Notify this browser' }).click();
  await devices.waitFor();
  const before = await devices.getAttribute('data-device');
  await changeSubscription(page);
  await page.reload();
  // What was seen before is shown until the answer is there.
  await page.locator(`[data-device]:not([data-device="${before}"])`).waitFor();
  assert.equal(await devices.count(), 1);
  return undefined;
});

test('a rule is tried before it is made, and a rule of somebody else is none', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  await using context = await web.openContext();
  const page = await web.signIn(context, 'ada');
  await page.goto(`${web.origin}/rules/of-somebody-else`);
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

test('without a network what was seen is there, and says as of when', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  await using context = await web.openContext();
  const page = await web.signIn(context, 'ada');
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
  if (!web) return t.skip('there is no Chromium on this machine');
  await using context = await web.openContext();
  const page = await web.signIn(context, 'ada');
  await page.goto(`${web.origin}/graphiql`);
  await page.getByRole('button', { name: /execute/i }).click();
  await page.getByRole('menuitem', { name: 'WhoAmI' }).click();
  await page.getByText('"Ada Lindqvist"').waitFor();
  return undefined;
});
