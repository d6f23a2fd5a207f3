import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';
import { copyRepository } from './copy-repository.ts';
import { type Command, runCommand } from './run-command.ts';

/** Set to run it: it takes a build and two whole stacks. Its parts are tried in any run: dev/run.test.ts and others. */
const isWanted = process.env['HEADGATE_HARD_PLACES'] === 'true';

/** A path that PostgreSQL's sockets, for one, could not have. */
const name = `Jürgen’s Projekte (日本) ${'x'.repeat(100)}`;

const strict = ['sh', '-c', 'umask 077; exec "$0" "$@"'];
const alone = ['unshare', '--net', 'sh', '-c', 'ip link set lo up; umask 077; exec "$0" "$@"'];

/** Only root, or who has a user namespace, may have a network of their own. */
function mayBeAlone(): boolean {
  try {
    execFileSync(alone[0] ?? '', [...alone.slice(1), 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function start(root: string, prefix: readonly string[], data: string): Promise<Command> {
  const ports = Object.entries(await findFreePorts());
  const flags = ports.flatMap(([part, port]) => [`--${part}-port`, String(port)]);
  return runCommand('start', [...flags, '--data', data], { env: { HOME: '/proc' }, root, prefix });
}

test('a copy in a private folder with a hard name starts without a network and a home, beside another copy', {
  skip: !isWanted && 'HEADGATE_HARD_PLACES=true runs it',
}, async (context) => {
  await using copy = await copyRepository(name);
  if (!copy) return context.skip('packages cannot be linked to the folder for temporary files');
  const isAlone = mayBeAlone();
  context.diagnostic(
    isAlone ? 'without a network' : 'with the network: this user cannot have one of their own',
  );
  const stacks = [
    await start(copy.root, isAlone ? alone : strict, join(copy.root, '.headgate', 'stack')),
    await start(repositoryRoot, strict, join(copy.root, '..', 'data of the other')),
  ];
  const outcomes = await Promise.allSettled(stacks.map((stack) => stack.prints(/Ready in [\d.]+ s/)));
  for (const stack of stacks) stack.process.kill('SIGTERM');
  const codes = await Promise.all(stacks.map(({ ended }) => ended));
  for (const [index, outcome] of outcomes.entries())
    assert.equal(outcome.status, 'fulfilled', stacks[index]?.output());
  assert.deepEqual(codes, [0, 0]);
});
