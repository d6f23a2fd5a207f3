import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';
import { describeUnfinishedTasks } from './describe-unfinished-tasks.ts';

let repository: string;

/** A repository with a task that ends by itself, and one that says that it runs and goes on. */
before(async () => {
  repository = await mkdtemp(join(tmpdir(), 'headgate-turbo-'));
  const files = {
    'package.json': {
      name: 'small',
      packageManager: 'npm@11.0.0',
      workspaces: [],
      scripts: { quick: 'true', slow: 'echo begun && sleep 60' },
    },
    'package-lock.json': { name: 'small', lockfileVersion: 3, packages: { '': { name: 'small' } } },
    'turbo.json': { tasks: { quick: { cache: false }, slow: { cache: false } } },
  };
  for (const [file, content] of Object.entries(files))
    await writeFile(join(repository, file), JSON.stringify(content));
});
after(() => rm(repository, { recursive: true, force: true }));

function startTurbo(task: string) {
  const turbo = join(repositoryRoot, 'node_modules', '.bin', 'turbo');
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  const child = spawn(turbo, ['run', task], { cwd: repository, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  const begun = Promise.withResolvers<void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (/\bbegun$/m.test(output)) begun.resolve();
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return { child, begun: begun.promise, ended };
}

test('a build that came to its end is done', async () => {
  const { code, output } = await startTurbo('quick').ended;
  assert.equal(code, 0, output);
  assert.equal(describeUnfinishedTasks(output), undefined);
});

test('a build that a signal ends is not done, whatever its exit code', async () => {
  const turbo = startTurbo('slow');
  await Promise.race([turbo.begun, turbo.ended]);
  turbo.child.kill('SIGTERM');
  const { output } = await turbo.ended;
  assert.equal(describeUnfinishedTasks(output), '0 of 1 tasks were done.');
});

test('what says nothing of its tasks is not done', () => {
  assert.match(String(describeUnfinishedTasks('killed')), /did not say.*\nkilled/);
});
