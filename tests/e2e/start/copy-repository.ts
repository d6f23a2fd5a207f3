import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';

const run = promisify(execFile);

/** What is made by commands, or of no use in a copy. */
const left = new Set(['.git', '.headgate', '.turbo', 'dist', 'node_modules']);

/** Which no command of the repository needs that a copy is made for. */
const packagesOfMobile = join(repositoryRoot, 'mobile', 'node_modules');

export interface RepositoryCopy extends AsyncDisposable {
  readonly root: string;
}

/**
 * Copies the repository as somebody would clone it below a folder that its owner alone may enter, with packages as hard
 * links; undefined where the folder for temporary files is on another file system.
 */
export async function copyRepository(name: string): Promise<RepositoryCopy | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'headgate-copy-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  const root = join(folder, name);
  try {
    await chmod(folder, 0o700);
    await mkdir(root, { recursive: true });
    const packages: string[] = [];
    await cp(repositoryRoot, root, {
      recursive: true,
      verbatimSymlinks: true,
      filter(source) {
        if (basename(source) === 'node_modules' && source !== packagesOfMobile) packages.push(source);
        return !left.has(basename(source));
      },
    });
    for (const source of packages) {
      const target = join(root, relative(repositoryRoot, source));
      await run('cp', ['-al', source, target]);
      // Written in place by whoever builds.
      await rm(join(target, '.cache'), { recursive: true, force: true });
    }
  } catch (error) {
    await dispose();
    if (/cross-device/i.test(String((error as { stderr?: string }).stderr))) return undefined;
    throw error;
  }
  return { root, [Symbol.asyncDispose]: dispose };
}
