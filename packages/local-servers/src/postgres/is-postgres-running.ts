import { isAlive } from './is-alive.ts';
import { locateFiles } from './prepare-data-directory.ts';
import { readPostmaster } from './read-postmaster.ts';

/** Whether the server that last claimed the data in `directory` is there; a busy one that does not answer in time is. */
export function isPostgresRunning(directory: string): boolean {
  const postmaster = readPostmaster(locateFiles(directory).data);
  return postmaster !== undefined && isAlive(postmaster.pid);
}
