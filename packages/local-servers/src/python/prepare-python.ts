import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryCache } from '../repository.ts';

const run = promisify(execFile);

/** A Python that has what was asked for, or what the person has to install. */
export type PreparedPython = { kind: 'ready'; executable: string } | { kind: 'missing'; advice: string };

export interface PythonOptions {
  /** Whether packages that the named ones need are installed with them. Default: they are. */
  readonly dependencies?: boolean;
}

/**
 * Makes a virtual environment with the packages that a requirements file pins, once for each content of the file.
 *
 * @throws Error where Python is there and a package is not to be had
 */
export async function preparePython(
  requirements: string,
  { dependencies = true }: PythonOptions = {},
): Promise<PreparedPython> {
  const system = await findPython();
  if (system === undefined)
    return {
      kind: 'missing',
      advice: 'Python 3.9 or later with venv (Debian: apt-get install python3-venv)',
    };
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const directory = join(repositoryCache, 'python', digest.slice(0, 12));
  const executable =
    process.platform === 'win32'
      ? join(directory, 'Scripts', 'python.exe')
      : join(directory, 'bin', 'python');
  const mark = join(directory, 'complete');
  if (await exists(mark)) return { kind: 'ready', executable };
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await run(system, ['-m', 'venv', directory]);
  const alone = dependencies ? [] : ['--no-deps'];
  await run(executable, ['-m', 'pip', 'install', '--quiet', ...alone, '--requirement', requirements], {
    maxBuffer: 64 * 1024 * 1024,
  });
  await writeFile(mark, '');
  return { kind: 'ready', executable };
}

async function findPython(): Promise<string | undefined> {
  for (const name of ['python3', 'python']) {
    try {
      await run(name, ['-c', 'import sys, venv, ensurepip; assert sys.version_info >= (3, 9)']);
      return name;
    } catch {
      // Not there, or too old: the next one.
    }
  }
  return undefined;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
