import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { entryPoints } from './release/entry-points.ts';
import { writeTypes } from './release/write-types.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Makes dist/, which runs without the rest of this repository: the packages beside this one, which are not published, become
 * part of it; those from npm stay what they are, dependencies of this package. What several entry points use is one module.
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
      name: 'bundle-own-packages',
      setup: ({ onResolve }) => {
        onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path.startsWith('@headgate/') ? undefined : { external: true },
        );
      },
    },
  ],
});
await writeTypes(join(made, 'types'));
const replaced = `${made}.old`;
await rename(at('dist'), replaced).catch(ignoreMissing);
await rename(made, at('dist'));
await rm(replaced, { recursive: true, force: true });

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
