import { type AllowedImports, allowedImports } from './allowed-imports.ts';
import type { Module } from './read-modules.ts';

const tests = /[.]test[.]ts$|^gateway\/tests\/|\/(test-support|fixtures)\//;

/** Imports that no row of the list allows, each with what to do instead. Tests may import what they like. */
export function findForbiddenImports(
  modules: readonly Module[],
  allowed: readonly AllowedImports[] = allowedImports,
): string[] {
  return modules
    .filter(({ path }) => !tests.test(path))
    .flatMap(({ path, imports }) => {
      const row = findRow(path, allowed);
      if (!row)
        return imports.length > 0 ? [`${path} is in a folder that allowed-imports.ts has no row for.`] : [];
      return imports
        .filter((target) => findRow(target, allowed)?.folder !== row.folder)
        .filter((target) => !row.mayImport.some((folder) => isWithin(target, folder)))
        .map((target) => `${path} imports ${target}: ${row.instead}.`);
    });
}

/** The row of the innermost folder that a file is in. */
function findRow(path: string, allowed: readonly AllowedImports[]): AllowedImports | undefined {
  return allowed
    .filter(({ folder }) => isWithin(path, folder))
    .reduce<AllowedImports | undefined>(
      (innermost, row) => (row.folder.length > (innermost?.folder.length ?? 0) ? row : innermost),
      undefined,
    );
}

const isWithin = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

/** Clients of databases and servers, and what makes them: only `start-*` and composition/ may call it. */
const constructors =
  /\bnew (Redis|Cluster|CosmosClient|PrismaClient|ApolloServer|ApolloGateway|WebSocketServer)\(/;
const constructs =
  /\/(start-[a-z-]+|serve-[a-z-]+|connect-[a-z-]+|open-[a-z-]+|create-(client|cluster|stock-gateway|apollo-server))[.]ts$|\/composition\/|main[.]ts$/;

/** Files that construct clients although another is there to. */
export function findConstructions(modules: readonly Module[]): string[] {
  return modules
    .filter(({ path }) => /^(gateway|subgraphs|functions|packages)\//.test(path) && !tests.test(path))
    .filter(({ path, source }) => !constructs.test(path) && constructors.test(source))
    .map(({ path }) => `${path} constructs a client: take it as an argument from a start-*.ts.`);
}

/** Services whose `process.env` is read in `main.ts` alone, and handed on as a configuration. */
export function findEnvironmentReads(modules: readonly Module[]): string[] {
  return modules
    .filter(
      ({ path }) =>
        /^(gateway|subgraphs|functions|packages\/(?!local-servers\/))/.test(path) && !tests.test(path),
    )
    .filter(({ path, source }) => !/\/(main|register)[.]ts$/.test(path) && /\bprocess\.env\b/.test(source))
    .map(
      ({ path }) => `${path} reads process.env: read it in main.ts, through parseConfig, and pass the value.`,
    );
}

/** Circles of imports, types included, each as a path from a file back to itself. */
export function findCycles(modules: readonly Module[]): string[] {
  const imports = new Map(modules.map((module) => [module.path, module.imports]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push([...trail.slice(start), path].join(' → '));
    if (start >= 0 || done.has(path)) return;
    for (const target of imports.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of modules) visit(path, []);
  return cycles.map((cycle) => `${cycle}: move what both need into a file of its own.`);
}
