import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findRedisServer, type RedisServer } from './find-redis-server.ts';

const run = promisify(execFile);

/** What to tell a person whose machine has no Redis and no way for us to get it. */
export const redisMissing = [
  'Redis is not on this machine, and it could not be installed. Get it in one of these ways:',
  '  Debian, Ubuntu   sudo apt-get install redis-server',
  '  macOS            brew install redis',
  '  Fedora           sudo dnf install redis',
  '  anywhere else    https://redis.io/docs/latest/operate/oss_and_stack/install/',
].join('\n');

/**
 * Finds a Redis server, or gets one: with apt as root, else from Debian's packages unpacked into `cacheDirectory`.
 * @throws Error with {@link redisMissing} where neither works.
 */
export async function installRedisServer(
  cacheDirectory: string,
  say: (line: string) => void,
): Promise<RedisServer> {
  const found = await findRedisServer(cacheDirectory);
  if (found) return found;
  try {
    if (process.getuid?.() === 0) await installWithApt(say);
    else await unpackPackages(cacheDirectory, say);
  } catch (cause) {
    throw new Error(redisMissing, { cause });
  }
  const installed = await findRedisServer(cacheDirectory);
  if (!installed) throw new Error(redisMissing);
  return installed;
}

async function installWithApt(say: (line: string) => void): Promise<void> {
  say('installing redis-server with apt-get');
  await run('apt-get', ['update']);
  // policy-rc.d is not consulted for a package that starts itself: without an init system nothing is started.
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'redis-server'], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
}

/** Works without root: apt keeps its lists and downloads in our folder, dpkg-deb unpacks them beside. */
async function unpackPackages(cacheDirectory: string, say: (line: string) => void): Promise<void> {
  say(`unpacking redis-server from Debian's packages into ${cacheDirectory}`);
  const state = join(cacheDirectory, 'apt');
  const downloads = join(cacheDirectory, 'packages');
  const root = join(cacheDirectory, 'root');
  for (const folder of [
    join(state, 'lists', 'partial'),
    join(state, 'archives', 'partial'),
    downloads,
    root,
  ]) {
    await mkdir(folder, { recursive: true });
  }
  const options = [
    ['-o', `Dir::State::lists=${state}/lists`],
    ['-o', `Dir::Cache=${state}`],
    ['-o', 'Debug::NoLocking=true'],
    ['-o', 'APT::Sandbox::User='],
  ].flat();
  await run('apt-get', [...options, 'update']);
  const plan = await run('apt-get', [
    ...options,
    'install',
    '--simulate',
    '--no-install-recommends',
    'redis-server',
  ]);
  const packages = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map((match) => String(match[1]));
  await run('apt-get', [...options, 'download', ...packages], { cwd: downloads });
  for (const file of await readdir(downloads))
    await run('dpkg-deb', ['--extract', join(downloads, file), root]);
}
