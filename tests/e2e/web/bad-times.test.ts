import assert from 'node:assert/strict';
import { EventEmitter, on } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pidFileOf } from '@headgate/local-servers/redis/stop-leftover-redis.ts';
import { Redis } from 'ioredis';
import type { Page } from 'playwright-core';
import { answerManyAlerts } from './answer-many-alerts.ts';
import { interceptSockets } from './cut-sockets.ts';
import { measurePage, type PageSize, scrollThrough } from './measure-page.ts';
import { createRaiser, type Raiser } from './raise-alerts.ts';
import { shownIds } from './shown-ids.ts';
import { startWeb, type Web } from './start-web.ts';

/** What the cache keeps of one, and of the answers that it was part of. */
const maxBytesOfAlert = 12_000;

const none = 'there is no Chromium on this machine';

let web: Web | undefined;
let ada: Raiser;
/** Records beside the gateway. */
let recorder: Raiser;
const lines = new EventEmitter();

before(async () => {
  web = await startWeb({ say: (line) => lines.emit('line', line) });
  if (!web) return;
  ada = await web.raiseAs('ada');
  const token = await web.stack.identity.issueToken({ userId: 'ada' });
  recorder = createRaiser({ graphqlUrl: `http://127.0.0.1:${web.ports.activity}/graphql`, token });
  await ada.makeRule('Depot 🐻 مستودع');
});

after(() => web?.[Symbol.asyncDispose]());

/** Resolves when the stack says that a part is back. */
async function isBack(part: string): Promise<void> {
  for await (const [line] of on(lines, 'line')) if (line === `${part} is back`) return;
}

/** Resolves with the ids of that many alerts, when there are as many, the newest first. */
async function listAlerts(count: number): Promise<readonly string[]> {
  for (;;) {
    // A gateway that has just come back may not have found all that it needs.
    const alerts = await ada.list().catch(() => []);
    if (alerts.length >= count) return alerts;
  }
}

const live = (page: Page) => page.locator('[data-liveness=live]').waitFor();
const away = (page: Page) => page.locator('[data-liveness=away]').waitFor({ state: 'attached' });
const shown = (page: Page, count: number) =>
  page
    .locator('li[data-alert]')
    .nth(count - 1)
    .waitFor();

test('alerts raised while the gateway is restarted are shown once each, in order, by a page that stays open', async (t) => {
  if (!web) return t.skip(none);
  await using context = await web.openContext();
  const page = await web.signIn(context, 'ada');
  await live(page);
  await recorder.raise(1);
  await shown(page, 1);
  const back = isBack('gateway');
  web.stack.processes.gateway?.process.kill('SIGKILL');
  await away(page);
  await recorder.raise(3);
  await back;
  await live(page);
  await recorder.raise(1);
  const alerts = await listAlerts(5);
  await shown(page, 5);
  assert.deepEqual(await shownIds(page), alerts);
  return undefined;
});

test('alerts go on when Redis is restarted, and whoever was signed in still is', async (t) => {
  if (!web?.stack.redisUrl) return t.skip(none);
  await using context = await web.openContext();
  const page = await web.signIn(context, 'ada');
  await live(page);
  const known = (await ada.list()).length;
  const back = isBack('Redis');
  process.kill(Number(await readFile(pidFileOf(join(web.directory, 'redis')), 'utf8')), 'SIGKILL');
  await recorder.raise(1);
  await back;
  await recorder.raise(1);
  const alerts = await listAlerts(known + 2);
  await shown(page, known + 2);
  assert.deepEqual(await shownIds(page), alerts);
  await page.goto(`${web.origin}/rules`);
  await page.getByRole('button', { name: 'Edit: Depot 🐻 مستودع' }).waitFor();
  return undefined;
});

test('a session that ended while the device slept asks to sign in again, and leads back to the same place', async (t) => {
  if (!web?.stack.redisUrl) return t.skip(none);
  await using context = await web.openContext();
  const page = await web.signIn(context, 'ada');
  await page.goto(`${web.origin}/activity?kind=CHECK_IN`);
  await page.locator('main li').first().waitFor();
  await context.setOffline(true);
  await endSessions(web.stack.redisUrl);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const activity = page.getByRole('heading', { level: 1, name: 'Activity' });
  const name = page.locator('button[name=username][value=ada]');
  // The issuer may still know who it was.
  await activity.or(name).waitFor();
  if (await name.isVisible()) await name.click();
  await activity.waitFor();
  assert.equal(page.url(), `${web.origin}/activity?kind=CHECK_IN`);
  return undefined;
});

/** Forgets all sessions, as Redis does when their time is over. */
async function endSessions(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl);
  const keys = await redis.keys('*session:*');
  assert(keys.length > 0);
  await redis.del(keys);
  redis.disconnect();
}

test('a connection that is gone without a word is noticed, and nothing of it is missed', async (t) => {
  if (!web) return t.skip(none);
  await using context = await web.openContext();
  const sockets = await interceptSockets(context);
  const page = await web.signIn(context, 'ada');
  await live(page);
  const known = (await ada.list()).length;
  sockets.silence();
  await recorder.raise(1);
  const alerts = await listAlerts(known + 1);
  await shown(page, known + 1);
  assert.deepEqual(await shownIds(page), alerts);
  return undefined;
});

test('what another screen deleted is told, and goes from the list', async (t) => {
  if (!web) return t.skip(none);
  const place = {
    name: 'Werkstatt 🧰 ورشة',
    location: { latitude: 47.2, longitude: 8.5 },
    radiusMeters: 100,
  };
  const { savePlace } = (await ada.ask(
    'mutation ($place: SavePlaceInput!) { savePlace(input: $place) { id } }',
    { place },
  )) as unknown as { savePlace: { id: string } };
  const geofence = { transition: 'ENTER', center: place.location, radiusMeters: 100, placeId: savePlace.id };
  const made = (await ada.ask(
    'mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }',
    { input: { name: 'At the workshop', condition: { geofence } } },
  )) as unknown as { createAlertRule: { id: string } };
  await using context = await web.openContext();
  const page = await web.signIn(context, 'ada');
  await page.goto(`${web.origin}/places`);
  const remove = page.getByRole('button', { name: `Delete: ${place.name}` });
  await remove.waitFor();
  await ada.ask('mutation ($id: ID!) { removePlace(id: $id) }', { id: savePlace.id });
  await remove.click();
  await page.getByRole('alert').getByText('There is no such place.').waitFor();
  await remove.waitFor({ state: 'detached' });

  // The rule keeps the circle that it was given.
  await page.goto(`${web.origin}/rules/${made.createAlertRule.id}`);
  await page.getByLabel('Name').fill('Where the workshop was');
  await page.getByRole('button', { name: 'Save' }).click();
  const removeRule = page.getByRole('button', { name: 'Delete: Where the workshop was' });
  await removeRule.waitFor();
  await ada.ask('mutation ($id: ID!) { deleteAlertRule(id: $id) }', { id: made.createAlertRule.id });
  await page.getByRole('button', { name: 'Pause: Where the workshop was' }).click();
  await removeRule.waitFor({ state: 'detached' });
  return undefined;
});

test('a rule of another user is none, whoever opens its address', async (t) => {
  if (!web) return t.skip(none);
  const bob = await web.raiseAs('bob');
  const threshold = { activityKind: 'VIEW', windowSeconds: 60, limit: 5 };
  const { createAlertRule } = (await bob.ask(
    'mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }',
    { input: { name: 'Only for Bob', condition: { threshold } } },
  )) as unknown as { createAlertRule: { id: string } };
  await using context = await web.openContext();
  const page = await web.signIn(context, 'ada');
  await page.goto(`${web.origin}/rules/${createAlertRule.id}`);
  await page.getByRole('heading', { name: 'There is no such rule' }).waitFor();
  assert.doesNotMatch(await page.locator('body').innerText(), /Only for Bob/);
  return undefined;
});

test('a device whose clock is a month ahead asks and records by the clock of the server', async (t) => {
  if (!web) return t.skip(none);
  const dayMs = 86_400_000;
  await using context = await web.openContext({ serviceWorkers: 'block' });
  await context.clock.setSystemTime(Date.now() + 30 * dayMs);
  const page = await web.signIn(context, 'olga');
  const asks = async (operationName: string, act: () => Promise<unknown>) => {
    const request = page.waitForRequest((sent) => sent.postDataJSON()?.operationName === operationName);
    await act();
    return (await request).postDataJSON().variables;
  };
  const { until } = await asks('Hours', () => page.goto(`${web?.origin}/insights`));
  assert(Date.parse(until) < Date.now() + 2 * dayMs, `it asks until ${until}`);
  await page.goto(`${web.origin}/activity`);
  await page.locator('.map canvas').click();
  const checkIn = page.getByRole('button', { name: 'Check in on the map' });
  const { input } = await asks('RecordActivity', () => checkIn.click());
  assert(Date.parse(input.occurredAt) < Date.now() + dayMs, `it happened at ${input.occurredAt}`);
  await page.locator('main li', { hasText: 'Check-in' }).first().waitFor();
  return undefined;
});

test('messages of ten thousand characters and names of all scripts fit a phone, from right to left too', async (t) => {
  if (!web) return t.skip(none);
  await using context = await web.openContext({
    serviceWorkers: 'block',
    viewport: { width: 390, height: 844 },
  });
  const page = await web.signIn(context, 'ada');
  await answerManyAlerts(page, 40);
  for (const [language, direction] of [
    ['en', 'ltr'],
    ['ar', 'rtl'],
  ]) {
    await page.goto(`${web.origin}/?lang=${language}`);
    await shown(page, 40);
    const messages = page.locator('li[data-alert] [data-message]');
    assert.equal((await messages.first().textContent())?.length, 10_000);
    assert.equal(await messages.nth(1).textContent(), 'Berlin 🐻 برلين 1');
    assert.equal(await page.evaluate('getComputedStyle(document.body).direction'), direction);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), 0);
  }
  return undefined;
});

test('of ten thousand alerts those in sight are in the document, and a long message is folded', async (t) => {
  if (!web) return t.skip(none);
  await using context = await web.openContext({ serviceWorkers: 'block' });
  const page = await web.signIn(context, 'ada');
  await answerManyAlerts(page, 10_000);
  await page.goto(`${web.origin}/`);
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

test('what is on the page does not grow with the list, nor by scrolling through it', async (t) => {
  if (!web) return t.skip(none);
  const sizes: PageSize[] = [];
  for (const count of [1_000, 10_000]) {
    await using context = await web.openContext({ serviceWorkers: 'block' });
    const page = await web.signIn(context, 'ada');
    await answerManyAlerts(page, count);
    await page.goto(`${web.origin}/`);
    await page.locator(`li[aria-setsize="${count}"]`).first().waitFor();
    await page.locator('.map[data-drawn]').waitFor();
    const before = await measurePage(page);
    const frames = await scrollThrough(page, 200);
    await page.evaluate('scrollTo(0, 0)');
    await page.locator('li[aria-posinset="1"]').waitFor();
    const size = await measurePage(page);
    sizes.push(before, size);
    const at = (share: number) => frames[Math.floor(share * (frames.length - 1))]?.toFixed(1);
    t.diagnostic(
      `${count} alerts: ${size.nodes} elements, ${(size.heapBytes / 1e6).toFixed(1)} MB (${(before.heapBytes / 1e6).toFixed(1)} MB before it was scrolled through); a frame takes ${at(0.5)} ms, at most ${at(0.95)} ms for 95 of 100`,
    );
  }
  const [few, , many, manyLater] = sizes as [PageSize, PageSize, PageSize, PageSize];
  assert(Math.abs(many.nodes - few.nodes) < 100, `${few.nodes} and ${many.nodes} elements`);
  assert(Math.abs(manyLater.nodes - many.nodes) < 300, `${many.nodes} and ${manyLater.nodes} elements`);
  // Data has to be somewhere; what is on the page, and what scrolling leaves behind, has not.
  const bytesOfAlert = (many.heapBytes - few.heapBytes) / 9_000;
  assert(bytesOfAlert < maxBytesOfAlert, `an alert takes ${bytesOfAlert.toFixed(0)} bytes`);
  assert(manyLater.heapBytes < 1.3 * many.heapBytes, 'scrolling leaves nothing behind');
  return undefined;
});
