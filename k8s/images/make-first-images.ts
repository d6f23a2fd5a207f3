import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Engine } from './buildah.ts';
import { repositoryRoot } from './bundle-service.ts';

const run = promisify(execFile);

/** What the Containerfile begins with, where no registry of images can be reached. */
export const firstImages = { build: 'localhost/headgate/build:local', base: 'localhost/headgate/base:local' };

/** glibc and what Node.js needs beside it, as in gcr.io/distroless/cc-debian12. */
const packages = ['base-files', 'libc6', 'libgcc-s1', 'libstdc++6'];
const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** Makes both images of Debian's packages, this process's Node.js, and the npm that package.json names. */
export async function makeFirstImages({ buildah }: Engine): Promise<typeof firstImages> {
  const folder = await mkdtemp(join(tmpdir(), 'headgate-images-'));
  try {
    const archive = join(folder, 'base.tar');
    const flags = ['--variant=extract', '--mode=chrootless', `--include=${packages.join(',')}`];
    await run('mmdebstrap', ['--quiet', ...flags, 'bookworm', archive]);
    await writeFile(join(folder, 'Containerfile'), 'FROM scratch\nADD base.tar /\n');
    await buildah('bud', '--layers=false', '--tag', firstImages.base, folder);
    await copyFile(process.execPath, join(folder, 'node'));
    await copyFile(certificates, join(folder, 'certificates.crt'));
    await fetchNpm(folder);
    const lines = [
      `FROM ${firstImages.base}`,
      'COPY node /usr/local/bin/node',
      'COPY package /usr/local/lib/node_modules/npm',
      `COPY certificates.crt ${certificates}`,
      `ENV PATH=/usr/local/bin NODE_EXTRA_CA_CERTS=${certificates}`,
    ];
    await writeFile(join(folder, 'Containerfile'), `${lines.join('\n')}\n`);
    await buildah('bud', '--layers=false', '--tag', firstImages.build, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
  return firstImages;
}

async function fetchNpm(folder: string): Promise<void> {
  const { packageManager } = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8')) as {
    readonly packageManager: string;
  };
  const { stdout } = await run('npm', [
    'pack',
    '--loglevel=error',
    packageManager,
    '--pack-destination',
    folder,
  ]);
  await run('tar', ['-xzf', join(folder, stdout.trim()), '-C', folder]);
}
