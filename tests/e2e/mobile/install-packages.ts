import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runStep } from '@headgate/dev/verify/run-step.ts';

type Lock = { readonly packages: Readonly<Record<string, { version?: string; optional?: boolean }>> };

const readLock = async (path: string): Promise<Lock | undefined> =>
  readFile(path, 'utf8').then(JSON.parse, () => undefined);

/** Installs what the application's own lock names, where it is not there; answers whether it is then. */
export async function installPackages(folder: string): Promise<boolean> {
  const wanted = await readLock(join(folder, 'package-lock.json'));
  const installed = await readLock(join(folder, 'node_modules', '.package-lock.json'));
  const isThere = Object.entries(wanted?.packages ?? {}).every(
    ([path, { version, optional }]) =>
      path === '' || optional || installed?.packages[path]?.version === version,
  );
  if (isThere) return true;
  console.log('The packages of mobile/ are not there: they are installed from its own lock, about 540 MB.');
  const args = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return runStep({ name: 'packages of the mobile application', command: 'npm', args });
}
