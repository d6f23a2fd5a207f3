import { build } from 'esbuild';

// The app is deployed as one file beside `@azure/functions`, which finds the Functions runtime by its own means.
await build({
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.js',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  sourcemap: true,
  external: ['@azure/functions'],
  // CommonJS packages inside an ES module still call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as createRequireOfNode } from 'node:module'; const require = createRequireOfNode(import.meta.url);",
  },
  logLevel: 'warning',
});
