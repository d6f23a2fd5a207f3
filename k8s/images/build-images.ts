import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from './buildah.ts';
import { repositoryRoot } from './bundle-service.ts';
import type { firstImages } from './make-first-images.ts';

/**
 * Builds images as the workflow does with Docker, from the same files; answers their tags by service. The first stage is
 * the same for all of them and is built once, with what npm has downloaded for this machine before.
 */
export async function buildImages(
  { buildah }: Engine,
  services: readonly string[],
  first: typeof firstImages,
): Promise<Record<string, string>> {
  if (services.includes('gateway') && !existsSync(join(repositoryRoot, 'web', 'dist', 'index.html')))
    throw new Error('the web application is not built: npm run build -w web');
  const npmCache = process.env['npm_config_cache'] ?? join(homedir(), '.npm');
  await mkdir(npmCache, { recursive: true });
  const tags: Record<string, string> = {};
  for (const service of services) {
    const tag = `localhost/headgate/${service}:local`;
    const file = service === 'functions' ? 'functions.Containerfile' : 'Containerfile';
    // The health check is no part of OCI's format.
    const flags = [
      '--format=docker',
      '--layers',
      '--network=host',
      // npm opens more files at a time than the usual 1,024.
      '--ulimit=nofile=20000:20000',
      `--volume=${npmCache}:/npm-cache`,
      '--file',
      join(import.meta.dirname, file),
    ];
    const values = {
      BUILD_IMAGE: first.build,
      BASE_IMAGE: first.base,
      ...(service !== 'functions' && { SERVICE: service }),
    };
    const build = Object.entries(values).map(([name, value]) => `--build-arg=${name}=${value}`);
    await buildah('bud', ...flags, ...build, '--tag', tag, repositoryRoot);
    tags[service] = tag;
  }
  return tags;
}
