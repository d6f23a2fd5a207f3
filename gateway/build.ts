import { copyFile, rename, rm } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { entryPoints } from './release/entry-points.ts';
import { writeTypes } from './release/write-types.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Makes dist/, which runs without the rest of this repository: the packages beside this one, which are not published, become
 * part of it, and zod does; others from npm stay what they are, dependencies of this package. What several entry points use is one module.
 * It takes the place of the one before when it is whole: what runs from that meanwhile finds all its files.
 */
const made = at(`.dist-${process.pid}`);
await build({
  entryPoints: Object.fromEntries(
    Object.entries({
      ...entryPoints,
      main: 'src/main.ts',
      'plan-worker': 'src/planning/plans/plan-worker.ts',
    }).map(([name, path]) => [name, at(path)]),
  ),
  outdir: made,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: true,
  logLevel: 'warning',
  plugins: [
    {
      // An ESM import of it reads all that it exports, `WebSocket` among it: with that Node.js loads the whole of undici.
      name: 'leave-undici-alone',
      setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: /^node:http$/ }, () => ({ path: 'node:http', namespace: 'builtin' }));
        onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
          contents: `module.exports = process.getBuiltinModule('${path}');`,
        }));
      },
    },
    {
      name: 'bundle-own-packages',
      setup: ({ onResolve }) => {
        onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || isBundled(path) ? undefined : { external: true },
        );
      },
    },
  ],
});
await writeTypes(join(made, 'types'));
const zod = findPackageJSON('zod', import.meta.url);
if (zod) await copyFile(join(dirname(zod), 'LICENSE'), join(made, 'zod.LICENSE'));
const replaced = `${made}.old`;
await rename(at('dist'), replaced).catch(ignoreMissing);
await rename(made, at('dist'));
await rm(replaced, { recursive: true, force: true });

/** What is not published; and zod, a hundred modules that take longer to find than to run. Only its types are seen from outside. */
function isBundled(path: string): boolean {
  return path.startsWith('@headgate/') || path === 'zod' || path.startsWith('zod/');
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
