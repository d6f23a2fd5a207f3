import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describeComponents } from './describe-components.ts';
import { placePackages } from './place-packages.ts';
import type { ServiceImage } from './services.ts';

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Modules of npm that ask for `require` and for their own place still find them in a bundle of ES modules. */
const banner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  "import { dirname as __directoryOf } from 'node:path';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  'const __dirname = __directoryOf(__filename);',
].join('');

/**
 * Makes a folder that runs with nothing but Node.js. `app` has, in `dist`, the code of the service and of the packages it
 * uses, what it reads, and `sbom.cdx.json`, which names every package that is in it; `node_modules`, to be put into it,
 * has the packages that must stay packages.
 */
export async function bundleService(name: string, service: ServiceImage, folder: string): Promise<void> {
  const from = (path: string) => join(repositoryRoot, path);
  await rm(folder, { recursive: true, force: true });
  const app = join(folder, 'app');
  await mkdir(app, { recursive: true });
  const { packages, packageFiles = [], files = {}, entries } = service;
  const { metafile } = await build({
    absWorkingDir: repositoryRoot,
    entryPoints: Object.fromEntries(Object.entries(entries).map(([entry, path]) => [entry, from(path)])),
    outdir: join(app, 'dist'),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    minifySyntax: true,
    minifyWhitespace: true,
    chunkNames: 'chunk-[hash]',
    legalComments: 'linked',
    external: Object.values(packages).flatMap((names) => names.flatMap((one) => [one, `${one}/*`])),
    banner: { js: banner },
    metafile: true,
    logLevel: 'warning',
  });
  await writeFile(
    join(app, 'package.json'),
    `${JSON.stringify({ name: `@headgate/${name}`, type: 'module', main: 'dist/main.js' })}\n`,
  );
  const placed = await Promise.all(
    Object.entries(packages).map(([workspace, names]) =>
      placePackages(names, { root: repositoryRoot, workspace }),
    ),
  );
  const kept = Object.assign({}, ...placed.map((places) => Object.fromEntries(places))) as Record<
    string,
    string
  >;
  for (const [target, path] of Object.entries(kept)) await copy(from(path), join(folder, target));
  for (const path of packageFiles) await copy(from(path), join(folder, path));
  for (const [target, path] of Object.entries(files)) await copy(from(path), join(app, target));
  const inputs = [...Object.keys(metafile.inputs), ...Object.values(kept)];
  const bill = await describeComponents(name, inputs, repositoryRoot);
  await writeFile(join(app, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
}

async function copy(path: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await cp(path, target, { recursive: true, dereference: true, filter: isNeeded });
}

/** Packages bring what only developers read, and builds for browsers and bundlers. */
const isNeeded = (path: string): boolean =>
  !/[.](d[.][cm]?ts|map|md|markdown|ts)$|\/(build\/(esm|esnext)|dist\/(browser|react-native|workerd))$/.test(
    path,
  );
