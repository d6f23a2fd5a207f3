import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestAccounts, type TestAccounts } from './test-support/start-test-accounts.ts';

const ada = { userId: 'ada' };
const operations = [
  '{ viewer { displayName devices { id } } }',
  '{ places(first: 5) { nodes { id } } }',
  'mutation { updateProfile(input: { displayName: "Ada" }) { displayName } }',
];

let accounts: TestAccounts;
before(async () => {
  accounts = await startTestAccounts({ DATABASE_CONNECT_TIMEOUT_MS: '1000' });
  await accounts.database.user.create({ data: { id: 'ada', email: 'ada@example.com', displayName: 'Ada' } });
});
after(() => accounts[Symbol.asyncDispose]());

const isReady = async () => (await fetch(new URL('/health/ready', accounts.url))).status === 200;

/** Sends operations from several clients at once until told to stop; counts the answers by their code, OK for data. */
function startLoad(clients: number) {
  const counts = new Map<string, number>();
  const waiting = new Set<{ code: string; resolve: () => void }>();
  let running = true;
  const count = (code: string) => {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    for (const waiter of waiting) if (waiter.code === code) waiter.resolve();
  };
  const send = async (client: number) => {
    while (running) {
      const { errors } = await accounts.execute(ada, operations[client % operations.length] ?? '');
      count(errors?.[0]?.extensions.code ?? 'OK');
    }
  };
  const done = Promise.all(Array.from({ length: clients }, (_, client) => send(client)));
  return {
    counts,
    /** Resolves at the next answer with this code. */
    async next(code: string) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const waiter = { code, resolve };
      waiting.add(waiter);
      await promise;
      waiting.delete(waiter);
    },
    async stop() {
      running = false;
      await done;
    },
  };
}

test('while PostgreSQL is away requests fail by a code of their own, and go through again when it is back', async () => {
  const load = startLoad(6);
  for (let round = 0; round < 2; round += 1) {
    await load.next('OK');
    await accounts.postgres.stop();
    await load.next('SERVICE_UNAVAILABLE');
    assert.equal(await isReady(), false);
    await accounts.postgres.restart();
    await load.next('OK');
    // What was connected is cut once more when the watch sees that the server is another process, a look by somebody else with it.
    while (!(await isReady()));
  }
  await load.stop();
  assert.deepEqual([...load.counts.keys()].toSorted(), ['OK', 'SERVICE_UNAVAILABLE']);
});

test('an answer about an outage tells nothing of the database', async () => {
  await accounts.postgres.stop();
  const { errors } = await accounts.execute(ada, '{ viewer { id } }');
  assert.deepEqual(
    errors?.map(({ message, extensions }) => [message, extensions]),
    [
      [
        'A part of the system is not available right now. Try again shortly.',
        { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 },
      ],
    ],
  );
  await accounts.postgres.restart();
});
