import { access, constants, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** How to run a Redis server on this machine. */
export interface RedisServer {
  readonly command: string;
  /** What its environment needs on top of ours. */
  readonly env: Readonly<Record<string, string>>;
}

/** Finds `redis-server` on PATH, or where an earlier run unpacked it; undefined when there is none. */
export async function findRedisServer(
  cacheDirectory: string,
  path = process.env['PATH'] ?? '',
): Promise<RedisServer | undefined> {
  for (const directory of path.split(delimiter)) {
    const command = join(directory, 'redis-server');
    if (await isExecutable(command)) return { command, env: {} };
  }
  const unpacked = join(cacheDirectory, 'root', 'usr', 'bin', 'redis-server');
  if (!(await isExecutable(unpacked))) return undefined;
  return {
    command: unpacked,
    env: { LD_LIBRARY_PATH: (await listLibraryFolders(cacheDirectory)).join(delimiter) },
  };
}

async function listLibraryFolders(cacheDirectory: string): Promise<string[]> {
  const lib = join(cacheDirectory, 'root', 'usr', 'lib');
  const folders = await readdir(lib, { withFileTypes: true });
  return folders.filter((entry) => entry.isDirectory()).map((entry) => join(lib, entry.name));
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
