import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runDemo } from '@headgate/dev/demo/run-demo.ts';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import { type Stack, startStack } from '@headgate/dev/stack/start-stack.ts';

let directory: string;
let stack: Stack;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'headgate-journey-'));
  stack = await startStack({
    directory,
    ports: await findFreePorts(),
    services: {},
    track: async (_part, start) => void (await start()),
    say: (line) => console.error(line),
  });
});

after(async () => {
  await stack?.[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

test('5,000 check-ins of three travellers raise just the alerts that their routes must give', async () => {
  const result = await runDemo({
    graphqlUrl: stack.graphqlUrl,
    issuer: stack.identity.issuer,
    checkIns: 5000,
    pushUrl: stack.pushUrl,
    onCheckIns: () => {},
    onAlert: () => {},
  });
  assert.equal(result.recorded, 5000);
  assert.equal(result.expected.length, 57);
  assert.deepEqual(result.missing, []);
  assert.deepEqual(result.unexpected, []);
  assert.deepEqual(result.unpushed, [], 'a device of each traveller shows their alerts');
  for (const alert of result.seen) {
    assert.match(alert.displayName, /\w/, 'the name comes from PostgreSQL');
    assert.notEqual(alert.place, '', 'the place comes from the event in Cosmos DB');
    assert.match(alert.rule, /ENTER|EXIT/, 'the rule comes from alerts');
  }
});
