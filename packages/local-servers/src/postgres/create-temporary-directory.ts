import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './is-alive.ts';

const prefix = 'headgate-postgres-';

/**
 * Makes a directory named after this process, and removes those of processes that were killed:
 * a server that finds its data gone ends by itself.
 */
export async function createTemporaryDirectory(): Promise<string> {
  const leftovers = (await readdir(tmpdir())).filter(isLeftover);
  await Promise.all(leftovers.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true })));
  return mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
}

function isLeftover(name: string): boolean {
  if (!name.startsWith(prefix)) return false;
  const owner = Number.parseInt(name.slice(prefix.length), 10);
  return owner > 0 && !isAlive(owner);
}
