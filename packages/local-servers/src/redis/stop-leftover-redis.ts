import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Where a server on `directory` leaves its process id. */
export const pidFileOf = (directory: string): string => join(directory, 'redis.pid');

/** Stops the Redis server that a killed process left running on `directory`, if there is one; its data stays. */
export async function stopLeftoverRedis(directory: string): Promise<void> {
  const pid = Number(await readFile(pidFileOf(directory), 'utf8').catch(() => ''));
  if (!pid || !(await isRedis(pid))) return;
  process.kill(pid, 'SIGTERM');
  while (await isRedis(pid)) await delay(20);
}

/** Process ids are used again: what has this one now must be a Redis server, as far as the system tells. */
async function isRedis(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.includes('redis-server');
}
