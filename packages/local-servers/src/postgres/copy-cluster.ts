import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { promisify } from 'node:util';
import { locateFiles } from './prepare-data-directory.ts';

/** Copies the data and the password of a server that is stopped, with whose they are; does nothing where there is data. */
export async function copyCluster(from: string, to: string): Promise<void> {
  const [source, target] = [locateFiles(from), locateFiles(to)];
  if (existsSync(target.data)) return;
  await cp(source.passwordFile, target.passwordFile);
  // Node.js copies no owner, and the server starts only on files of its own.
  if (process.platform === 'win32') await cp(source.data, target.data, { recursive: true });
  else await promisify(execFile)('cp', ['-a', source.data, target.data]);
}
