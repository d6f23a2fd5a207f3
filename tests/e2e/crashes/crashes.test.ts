import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import { startStack } from '@headgate/dev/stack/start-stack.ts';
import { askGateway, type GatewayCaller } from './call-gateway.ts';
import { crashParts } from './crash-parts.ts';
import { createRandom } from './create-random.ts';
import { followAlerts } from './follow-alerts.ts';
import { openStores } from './open-stores.ts';
import { type PlannedUser, planActivities } from './plan-activities.ts';
import { recordActivities } from './record-activities.ts';
import { expectAlertIds, referenceRules, toInput } from './reference-rules.ts';
import { registerPhone } from './register-phone.ts';

/** More or fewer events, and the seed of a run that failed: `CRASH_SEED=1 CRASH_EVENTS=500 node --test …`. */
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const eventCount = Number(process.env['CRASH_EVENTS'] ?? 2_500);
const userCount = Math.ceil(eventCount / 25);
const followerCount = Math.min(24, Math.ceil(userCount / 8));
const phoneCount = Math.ceil(followerCount / 2);
const crashesOfEach = eventCount < 5_000 ? 2 : 3;
/** Users whose rules are created at the same time. */
const atATime = 20;

async function startCrashingStack(stack: AsyncDisposableStack, say: (line: string) => void) {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-crashes-'));
  stack.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  const backs = new EventEmitter();
  const running = await startStack({
    directory,
    ports: await findFreePorts(),
    services: {},
    track: async (_part, start) => void (await start()),
    say(line) {
      say(line);
      const part = /^(\S+) is back$/.exec(line)?.[1];
      if (part) backs.emit(part);
    },
  });
  return { stack: stack.use(running), backs, redisDirectory: join(directory, 'redis') };
}

async function createRules(caller: GatewayCaller): Promise<string[]> {
  const fields = referenceRules.map((_, index) => `r${index}: createAlertRule(input: $r${index}) { id }`);
  const parameters = referenceRules.map((_, index) => `$r${index}: CreateAlertRuleInput!`);
  const query = `mutation (${parameters}) { ${fields.join(' ')} }`;
  const variables = Object.fromEntries(referenceRules.map((rule, index) => [`r${index}`, toInput(rule)]));
  // Nothing crashes yet, and sent twice it would be twice as many rules.
  const data = await askGateway<Record<string, { id: string }>>(caller, { query, variables });
  return Object.values(data).map(({ id }) => id);
}

test('whatever is killed, each alert of a reference evaluation is raised once, follows its user’s others, and is on their phone', async (t) => {
  t.diagnostic(`seed ${seed}`);
  const random = createRandom(seed);
  await using parts = new AsyncDisposableStack();
  const { stack, ...places } = await startCrashingStack(parts, (line) => t.diagnostic(line));
  const { graphqlUrl } = stack;
  const planned = planActivities(random, userCount, eventCount);
  const prepare = async ({ userId, activities }: PlannedUser) => {
    const own = createRandom(random.below(2 ** 31));
    const caller = { graphqlUrl, token: await stack.identity.issueToken({ userId }) };
    const expected = expectAlertIds(userId, await createRules(caller), activities);
    return { userId, activities, caller, expected, random: own };
  };
  const users: Awaited<ReturnType<typeof prepare>>[] = [];
  for (let from = 0; from < planned.length; from += atATime) {
    users.push(...(await Promise.all(planned.slice(from, from + atATime).map(prepare))));
  }
  const stores = parts.use(openStores(stack.cosmosConnectionString));
  const followed = users.slice(0, followerCount);
  const followers = followed.map(({ caller }) => parts.use(followAlerts(caller)));
  const phones = await Promise.all(
    followed
      .slice(0, phoneCount)
      .map(({ caller, userId }) => registerPhone(caller, userId, stack.pushUrl ?? '')),
  );
  const crashes = crashParts({ stack, ...places, random, events: eventCount, crashesOfEach });
  const record = (user: (typeof users)[number], from: number, to?: number) =>
    recordActivities(user.caller, user.activities.slice(from, to), {
      random: user.random,
      onRecorded: crashes.advance,
    });
  await Promise.all(users.map((user) => record(user, 0, -1)));
  assert.equal(await crashes.settled(), 4 * crashesOfEach);

  // Behind the alert for the last stop nothing of the user's is on its way any more.
  await Promise.all(users.map((user) => record(user, -1)));
  await stores.waitForAlerts(users.map(({ expected }) => expected.at(-1) ?? ''));
  const alerts = await stores.readAlerts();
  for (const { userId, expected } of users) {
    const own = alerts.filter((alert) => alert.userId === userId);
    assert.deepEqual(new Set(own.map(({ id }) => id)), new Set(expected), `alerts of ${userId}`);
    assert.deepEqual(
      own.map(({ sequence }) => sequence),
      own.map((_, index) => index + 1),
      `numbers of the alerts of ${userId}`,
    );
  }
  for (const [index, { userId, expected }] of followed.entries()) {
    const follower = followers[index];
    await follower?.waitFor(expected.at(-1) ?? '');
    const inOrder = alerts.filter((alert) => alert.userId === userId).map(({ id }) => id);
    assert.deepEqual(follower?.received, inOrder, `what ${userId} was sent`);
    const pushed = await phones[index]?.waitForAlerts(inOrder);
    if (pushed) assert.deepEqual(pushed, new Set(inOrder), `what the phone of ${userId} got`);
  }
  await stores.waitForEmptyOutbox();
  assert.deepEqual(await stores.readDeadLetters(), []);
  const interruptions = followers.reduce((sum, follower) => sum + follower.interruptions, 0);
  assert(interruptions >= followerCount, 'each follower has been interrupted');
  t.diagnostic(`${alerts.length} alerts; ${followerCount} followers were interrupted ${interruptions} times`);
});
