import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/**
 * Reads which server last claimed a data directory; undefined after an orderly stop.
 * After a crash the process may be gone, and its id another program's.
 * @see https://www.postgresql.org/docs/current/storage-file-layout.html for `postmaster.pid`
 */
export function readPostmaster(data: string): Postmaster | undefined {
  try {
    const [pid, , , port] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n').map(Number);
    return pid && port ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}
