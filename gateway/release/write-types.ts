import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describeOptions } from './describe-options.ts';
import { entryPoints, typedEntryPoints } from './entry-points.ts';

const gateway = fileURLToPath(new URL('..', import.meta.url));
const repository = join(gateway, '..');

/** Declarations by their path from the root of the repository. */
export type Declarations = ReadonlyMap<string, string>;

/** What an import, or an `import()` type, names. */
const specifiers = /(\bfrom\s+|\bimport\s*\(?\s*)(['"])([^'"]+)\2/g;

/** Compiles the declarations that the typed entry points lead to, and no others. */
export async function compileDeclarations({
  comments,
}: {
  readonly comments: boolean;
}): Promise<Declarations> {
  const folder = await mkdtemp(join(tmpdir(), 'headgate-types-'));
  try {
    const project = join(folder, 'tsconfig.json');
    await writeFile(
      project,
      JSON.stringify({
        extends: join(repository, 'tsconfig.json'),
        compilerOptions: {
          noEmit: false,
          declaration: true,
          emitDeclarationOnly: true,
          removeComments: !comments,
          rootDir: repository,
          outDir: join(folder, 'out'),
          typeRoots: [join(repository, 'node_modules/@types')],
          // As sources of ours: of what it finds in node_modules the compiler writes nothing.
          paths: Object.fromEntries(
            (await readdir(join(repository, 'packages'))).map((name) => [
              `@headgate/${name}/*`,
              [join(repository, 'packages', name, 'src/*')],
            ]),
          ),
        },
        files: typedEntryPoints.map((name) => join(gateway, entryPoints[name])),
      }),
    );
    await promisify(execFile)(join(repository, 'node_modules/.bin/tsc'), ['--project', project]);
    return await collect(join(folder, 'out'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function collect(folder: string): Promise<Declarations> {
  const found = new Map<string, string>();
  const waiting = typedEntryPoints.map((name) => toDeclaration(`gateway/${entryPoints[name]}`));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const from = dirname(path);
    const text = (await readFile(join(folder, path), 'utf8')).replaceAll(
      specifiers,
      (whole, before: string, quote: string, specifier: string) => {
        const target = resolveOwn(specifier, from);
        if (target === undefined) return whole;
        waiting.push(toDeclaration(target));
        const way = relative(from, target).replace(/\.ts$/, '.js');
        return `${before}${quote}${way.startsWith('.') ? way : `./${way}`}${quote}`;
      },
    );
    found.set(path, text);
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The path from the root of the repository; undefined for what comes from npm. */
function resolveOwn(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('.')) return join(from, specifier).replace(/\.js$/, '.ts');
  const own = /^@headgate\/([^/]+)\/(.+)$/.exec(specifier);
  return own ? `packages/${own[1]}/src/${own[2]}` : undefined;
}

const toDeclaration = (path: string) => path.replace(/\.ts$/, '.d.ts');

/** Writes the declarations into a folder, as package.json names them. */
export async function writeTypes(folder: string): Promise<void> {
  for (const [path, text] of await compileDeclarations({ comments: true })) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    const described = path.endsWith('/options-schema.d.ts') ? describeOptions(text) : text;
    await writeFile(file, nameModule(path) + described);
  }
}

/** For the reference: as what it is imported. */
function nameModule(path: string): string {
  const entry = typedEntryPoints.find((name) => toDeclaration(`gateway/${entryPoints[name]}`) === path);
  if (!entry) return '';
  return `/**\n * @module ${entry === 'index' ? 'headgate' : `headgate/${entry}`}\n */\n\n`;
}
