import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findPostgresPrograms } from './postgres/find-postgres-programs.ts';
import { prepareDataDirectory } from './postgres/prepare-data-directory.ts';
import { isRoot, unprivileged } from './postgres/run-unprivileged.ts';

const run = promisify(execFile);
const script = fileURLToPath(import.meta.resolve('./test-support/start-servers.ts'));

/** A folder that its owner alone may enter, as `mktemp -d` makes them and root's home is. */
async function createPrivateFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'hard-places-'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** Longer than the address of a Unix socket, which has 107 bytes. */
const longName = `Jürgen’s Projekte (日本)/${Array.from({ length: 6 }, () => 'x'.repeat(30)).join('/')}`;

async function startServers(directory: string, env: NodeJS.ProcessEnv, prefix: readonly string[] = []) {
  const command = [...prefix, 'sh', '-c', 'umask 077; exec "$0" "$@"', process.execPath, script, directory];
  const [file = '', ...args] = command;
  const { stdout } = await run(file, args, { env, cwd: '/' });
  return stdout;
}

test('servers run below a private folder, under umask 077, without HOME, at a long path with spaces and letters beyond ASCII', async () => {
  await using place = await createPrivateFolder();
  const { HOME: _, ...env } = process.env;
  const stdout = await startServers(join(place.folder, longName), env);
  assert.equal(stdout, 'first: 1 1\nsecond: 2 2\n');
});

test('servers run for an ordinary user whose HOME is read-only', {
  skip: !isRoot && 'root alone can be another user',
}, async () => {
  await using place = await createPrivateFolder();
  await chown(place.folder, unprivileged.uid, unprivileged.gid);
  const user = ['setpriv', `--reuid=${unprivileged.uid}`, `--regid=${unprivileged.gid}`, '--clear-groups'];
  const stdout = await startServers(
    join(place.folder, 'data of one user'),
    { ...process.env, HOME: '/proc' },
    user,
  );
  assert.equal(stdout, 'first: 1 1\nsecond: 2 2\n');
});

test('PostgreSQL’s own files may lie where their owner alone may enter, as in a clone in the home of root', async () => {
  await using place = await createPrivateFolder();
  const { initdb, pg_ctl } = await findPostgresPrograms();
  const copy = join(place.folder, 'clone', 'native');
  await mkdir(dirname(copy), { mode: 0o700 });
  await cp(join(dirname(initdb), '..'), copy, { recursive: true, verbatimSymlinks: true });
  const inCopy = (program: string) => join(copy, 'bin', program.slice(dirname(program).length + 1));
  const programs = { initdb: inCopy(initdb), pg_ctl: inCopy(pg_ctl) };
  const { password } = await prepareDataDirectory(join(place.folder, 'data'), programs, { durable: false });
  assert.match(password, /^[\w-]{32}$/);
});
