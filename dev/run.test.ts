import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';

/** What the command starts: it says that it is up, that it is told to stop, and how. */
const program = `
  const stop = (why) => { process.stdout.write('stopped by ' + why + '\\n'); process.exit(0); };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('disconnect', () => stop('disconnect'));
  process.stdout.write('up ' + process.pid + ' with the home ' + process.env.HOME + '\\n');
`;

/** A repository in small at a path of its own, whose packages are there. */
async function createRepository(name: string) {
  const parent = await mkdtemp(join(tmpdir(), 'headgate-run-'));
  const root = join(parent, name);
  await mkdir(join(root, 'dev', 'src', 'stack'), { recursive: true, mode: 0o700 });
  await mkdir(join(root, 'node_modules', '.bin'), { recursive: true });
  const files = {
    'package.json': {
      name: 'small',
      private: true,
      type: 'module',
      scripts: { start: 'node dev/run.mjs start' },
    },
    'package-lock.json': { packages: {} },
    'node_modules/.package-lock.json': { packages: {} },
  };
  for (const [file, content] of Object.entries(files))
    await writeFile(join(root, file), JSON.stringify(content));
  await writeFile(join(root, 'dev', 'src', 'stack', 'main.ts'), program);
  await copyFile(join(repositoryRoot, 'dev', 'run.mjs'), join(root, 'dev', 'run.mjs'));
  await symlink(process.execPath, join(root, 'node_modules', '.bin', 'node'));
  return { root, [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }) };
}

async function start(cwd: string, command: string, args: string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let look = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    look();
  });
  const prints = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      look = () => {
        const [found] = pattern.exec(output) ?? [];
        if (found) resolve(found);
      };
      child.stdout.once('end', () => reject(new Error(`${pattern} is not in ${JSON.stringify(output)}`)));
      look();
    });
  await prints(/up \d+/);
  return { child, prints };
}

const ended = (child: ChildProcess) =>
  child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;

test('npm start that is told to stop stops what it started, though npm tells nobody', async () => {
  await using repository = await createRepository('repository');
  const npm = await start(repository.root, 'npm', ['start', '--silent']);
  npm.child.kill('SIGTERM');
  assert.equal(await npm.prints(/stopped by \w+/), 'stopped by SIGTERM');
  await ended(npm.child);
});

for (const [signal, why] of [
  ['SIGTERM', 'SIGTERM'],
  ['SIGHUP', 'SIGTERM'],
  ['SIGKILL', 'disconnect'],
] as const) {
  test(`a command that gets ${signal} stops what it started`, async () => {
    await using repository = await createRepository('repository');
    const { npm_lifecycle_event: _, ...env } = process.env;
    const command = await start(repository.root, process.execPath, ['dev/run.mjs', 'start'], env);
    command.child.kill(signal);
    assert.equal(await command.prints(/stopped by \w+/), `stopped by ${why}`);
    await ended(command.child);
  });
}

const places = {
  'spaces and letters beyond ASCII': 'Jürgen’s Projekte (日本)',
  'a long path': Array.from({ length: 12 }, () => 'x'.repeat(20)).join('/'),
  'characters that a shell takes for its own': "a $HOME & 'b' #1 %20",
};

for (const [what, name] of Object.entries(places)) {
  test(`a command runs in a place with ${what}`, async () => {
    await using repository = await createRepository(name);
    const npm = await start(repository.root, 'npm', ['start', '--silent']);
    npm.child.kill('SIGTERM');
    await npm.prints(/stopped by \w+/);
    await ended(npm.child);
  });
}

test('a command has a home of its own where nobody can write to that of its user', async () => {
  await using repository = await createRepository('repository');
  for (const HOME of ['/proc', '/sys', '/dev/null']) {
    const env = { ...process.env, HOME };
    const command = await start(repository.root, process.execPath, ['dev/run.mjs', 'start'], env);
    const home = join(repository.root, '.headgate', 'home');
    assert.equal(await command.prints(/with the home .*/), `with the home ${home}`, HOME);
    command.child.kill('SIGTERM');
    await ended(command.child);
  }
});

test('a command has the home of its user where it can be written to', async () => {
  await using repository = await createRepository('repository');
  const env = { ...process.env, HOME: repository.root };
  const command = await start(repository.root, process.execPath, ['dev/run.mjs', 'start'], env);
  assert.equal(await command.prints(/with the home .*/), `with the home ${repository.root}`);
  command.child.kill('SIGTERM');
  await ended(command.child);
});
