import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type Observer, startObserver } from '@headgate/dev/observe/start-observer.ts';
import type { BrowserContext, Page } from 'playwright-core';
import { findSecrets } from '../telemetry/find-secrets.ts';
import { interceptSockets } from './cut-sockets.ts';
import type { Raiser } from './raise-alerts.ts';
import { startWeb, type Web } from './start-web.ts';
import { watchTold } from './watch-told.ts';

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

const lookAgainMs = 200;

async function awaitFound<Found>(look: () => Found | undefined | Promise<Found | undefined>): Promise<Found> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await delay(lookAgainMs);
  }
}

/** Opens the page of alerts, follows them, and shows one more. */
async function showAlert(context: BrowserContext): Promise<Page> {
  assert(web);
  const page = await web.signIn(context, 'ada');
  await page.locator('[data-liveness=live]').waitFor();
  const known = await page.locator('li[data-alert]').count();
  await raiser.raise(1);
  await page.locator('li[data-alert]').nth(known).waitFor();
  return page;
}

/** What the gateway counted of ages on screens. */
async function readAges(): Promise<{ readonly count: number; readonly sum: number }> {
  assert(web);
  const token = await web.stack.identity.issueToken({ userId: 'olga', roles: ['operator'] });
  const response = await fetch(`${web.origin}/usage/counters`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  const read = (part: string) => {
    const labels = String.raw`\{client="web",operation="AlertRaised"\}`;
    const found = new RegExp(`^headgate_event_screen_age_seconds_${part}${labels} (.+)$`, 'm').exec(text);
    return Number(found?.[1] ?? 0);
  };
  return { count: read('count'), sum: read('sum') };
}

test('how old an alert is on the screen is measured from the check-in, by the clock of the server', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  await using context = await web.openContext();
  // Two hours ahead: by its own clock every alert were two hours old.
  await context.addInitScript('{ const { now } = Date; Date.now = () => now() + 7_200_000; }');
  const before = await readAges();
  const startedMs = performance.now();
  const sockets = await interceptSockets(context);
  const page = await showAlert(context);
  const shown = await page.locator('li[data-alert]').count();
  await sockets.cut();
  await page.locator('[data-liveness=away]').waitFor({ state: 'attached' });
  await raiser.raise(1);
  sockets.restore();
  await page.locator('li[data-alert]').nth(shown).waitFor();
  await page.locator('[data-liveness=live]').waitFor();
  const { count, sum } = await awaitFound(async () => {
    const ages = await readAges();
    return ages.count > before.count + 1 ? ages : undefined;
  });
  assert.equal(count, before.count + 2, 'late ones count, and those that were there before are no news');
  const ageSeconds = sum - before.sum;
  const passedSeconds = (performance.now() - startedMs) / 1000;
  assert(ageSeconds > 0 && ageSeconds < 2 * passedSeconds, `${ageSeconds} s of ${passedSeconds} s`);
  const observed = await awaitFound(() =>
    observer.observations.metrics.values().find(({ name }) => name === 'headgate.event.screen_age'),
  );
  assert.deepEqual(observed.attributes, { client: 'web', operation: 'AlertRaised' });
  return undefined;
});

test('a page that is left tells what it has not told yet', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  const { openContext } = web;
  const before = await readAges();

  async function isCounted(looks: number): Promise<boolean> {
    if ((await readAges()).count > before.count) return true;
    if (looks === 1) return false;
    await delay(lookAgainMs);
    return isCounted(looks - 1);
  }

  /** In vain when the page is left before the alert has been on its screen for a frame. */
  async function showAndLeave(): Promise<boolean> {
    await using context = await openContext();
    const heard = context.waitForEvent('response', (response) => response.url().endsWith('/telemetry'));
    const page = await showAlert(context);
    await heard;
    await page.goto('about:blank');
    return isCounted(20);
  }

  while (!(await showAndLeave()));
  return undefined;
});

test('what nobody caught in a page arrives once, in the trace of the page, and without secrets', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  await using context = await web.openContext();
  const told = watchTold(context);
  const page = await showAlert(context);
  const sent = page.waitForRequest((request) => request.postData()?.includes('resourceLogs') ?? false);
  await page.evaluate(`
    const fail = () => { throw new RangeError('for ada@private.example with Bearer abcdefgh'); };
    setTimeout(fail); setTimeout(fail);
    void Promise.reject(new TypeError('not caught'));
  `);
  await sent;
  const { logs, traces } = observer.observations;
  const ofPage = () =>
    logs.filter(({ service, attributes }) => service === 'web' && attributes['exception.type']);
  await awaitFound(() => (ofPage().length >= 2 ? true : undefined));
  const [range, ...others] = ofPage().filter(
    ({ attributes }) => attributes['exception.type'] === 'RangeError',
  );
  assert(range && others.length === 0);
  assert.equal(range.level, 'error');
  assert.equal(range.message, 'for (address) with Bearer (removed)');
  assert.match(String(range.attributes['enduser.pseudo.id']), /^[\w-]{16}$/);
  const trace = await awaitFound(() => traces.get(range.traceId ?? ''));
  assert.deepEqual(
    trace.map(({ service, name }) => `${service}: ${name}`),
    ['web: page load'],
  );
  assert(ofPage().some(({ message, traceId }) => message === 'not caught' && traceId === range.traceId));
  assert(told.some((body) => body.includes('resourceLogs')));
  const cookies = await context.cookies();
  const known = Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
  assert.deepEqual(
    told.flatMap((body) => findSecrets(body, known)),
    [],
  );
  return undefined;
});

test('a gateway that takes nothing costs the page nothing', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  for (const answer of ['hangs', 'fails'] as const) {
    await using context = await web.openContext();
    const failures: string[] = [];
    context.on('weberror', (failure) => failures.push(failure.error().message));
    await context.route('**/telemetry', async (route) => {
      if (answer === 'fails') await route.abort();
    });
    const told = watchTold(context);
    await showAlert(context);
    await awaitFound(() => (told.length > 0 ? true : undefined));
    assert.deepEqual([new Set(told), failures], [new Set(['GET']), []], answer);
  }
  return undefined;
});

test('nothing is told of who is not signed in, nor of who does not want it', async (t) => {
  if (!web) return t.skip('there is no Chromium on this machine');
  await using stranger = await web.openContext();
  const toldOfStranger = watchTold(stranger);
  const welcome = await stranger.newPage();
  await welcome.goto(web.origin);
  await welcome.getByRole('button', { name: 'Sign in' }).waitFor();
  await using context = await web.openContext();
  await context.addInitScript('navigator.globalPrivacyControl = true');
  const told = watchTold(context);
  const page = await showAlert(context);
  await page.goto('about:blank');
  await welcome.goto('about:blank');
  assert.deepEqual([told, toldOfStranger], [[], []]);
  return undefined;
});
