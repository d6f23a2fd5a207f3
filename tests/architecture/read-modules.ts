import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** One source file and what it imports of this repository. */
export interface Module {
  /** From the repository's root, e.g. `gateway/src/main.ts`. */
  readonly path: string;
  readonly source: string;
  /** Files of this repository that it imports, types included. */
  readonly imports: readonly string[];
  /** The same without those that only types are taken from: what is loaded when it runs. */
  readonly loads: readonly string[];
}

// The formatter leaves one shape of import, so that this need not parse the language.
const statement = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const dynamic = /\bimport\('([^']+)'\)/g;

/** Reads all TypeScript sources below `folders`, generated ones excepted. */
export async function readModules(repository: string, folders: readonly string[]): Promise<Module[]> {
  const patterns = folders.map((folder) => `${folder}/**/*.ts`);
  const exclude = (entry: string) => /(^|\/)(node_modules|dist|__generated__)(\/|$)/.test(entry);
  const workspaces = await findWorkspaces(repository);
  const modules: Module[] = [];
  for await (const path of glob(patterns, { cwd: repository, exclude })) {
    const source = await readFile(join(repository, path), 'utf8');
    const statements = [...source.matchAll(statement)].map(([, type, specifier]) => ({ type, specifier }));
    const others = [...source.matchAll(dynamic)].map(([, specifier]) => ({ type: undefined, specifier }));
    const resolved = [...statements, ...others].flatMap(({ type, specifier = '' }) => {
      const target = resolve(path, specifier, workspaces);
      return target ? [{ type, target }] : [];
    });
    modules.push({
      path,
      source,
      imports: resolved.map(({ target }) => target),
      loads: resolved.filter(({ type }) => !type).map(({ target }) => target),
    });
  }
  return modules;
}

/** Each workspace's folder by its package's name, from the repository's own package.json. */
async function findWorkspaces(repository: string): Promise<ReadonlyMap<string, string>> {
  const { workspaces } = await readJson(join(repository, 'package.json'));
  const folders = new Map<string, string>();
  for await (const path of glob(
    workspaces.map((pattern: string) => `${pattern}/package.json`),
    { cwd: repository },
  )) {
    const { name } = await readJson(join(repository, path));
    folders.set(name, dirname(path));
  }
  return folders;
}

const readJson = async (path: string) => JSON.parse(await readFile(path, 'utf8'));

/** The file a specifier stands for; undefined for packages from npm and for Node's own modules. */
function resolve(
  from: string,
  specifier: string,
  workspaces: ReadonlyMap<string, string>,
): string | undefined {
  if (specifier.startsWith('.')) return join(dirname(from), specifier);
  const [, name = '', rest] = /^(@headgate\/[^/]+)\/(.+)$/.exec(specifier) ?? [];
  const folder = workspaces.get(name);
  return folder && `${folder}/src/${rest}`;
}
