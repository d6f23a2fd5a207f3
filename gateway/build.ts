import { build } from 'esbuild';

/**
 * Makes dist/main.js, which runs without the rest of this repository: the packages beside this one, which are not
 * published, become part of it; those from npm stay what they are, dependencies of this package.
 */
await build({
  entryPoints: [new URL('src/main.ts', import.meta.url).pathname],
  outdir: new URL('dist', import.meta.url).pathname,
  bundle: true,
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
