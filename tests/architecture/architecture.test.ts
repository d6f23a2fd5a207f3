import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { allowedImports } from './allowed-imports.ts';
import { type Module, readModules } from './read-modules.ts';
import { findConstructions, findCycles, findEnvironmentReads, findForbiddenImports } from './rules.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const modules = await readModules(repository, [
  ...new Set(allowedImports.map(({ folder }) => folder.split('/')[0] ?? '')),
]);

const module = (path: string, imports: string[], source = ''): Module => ({
  path,
  source,
  imports,
  loads: imports,
});

test('imports are those that the list allows, types included', () => {
  assert(modules.some(({ path, imports }) => path === 'gateway/src/main.ts' && imports.length > 0));
  assert.deepEqual(findForbiddenImports(modules), []);
});

test('nothing imports itself by a detour, types included', () => {
  assert.deepEqual(findCycles(modules), []);
});

test('clients are constructed where everything is', () => {
  assert.deepEqual(findConstructions(modules), []);
});

test('no room of the gateway has more than twenty sources', () => {
  const rooms = Map.groupBy(
    modules.filter(({ path }) => path.startsWith('gateway/src/') && !path.endsWith('.test.ts')),
    ({ path }) => dirname(path),
  );
  const full = [...rooms]
    .filter(([, files]) => files.length > 20)
    .map(([room, files]) => `${room}: ${files.length}`);
  assert.deepEqual(full, []);
});

test('services read their environment in main.ts alone', () => {
  assert.deepEqual(findEnvironmentReads(modules), []);
});

test('each rule catches what it forbids', () => {
  const forbidden = [
    module('gateway/src/planning/a.ts', ['gateway/src/transports/b.ts']),
    module('gateway/src/execution/shaping/a.ts', ['gateway/src/operations/b.ts']),
    module('gateway/src/caching/answers/a.ts', ['gateway/src/auth/b.ts']),
    module('gateway/src/ports/a.ts', ['gateway/src/execution/b.ts']),
    module('gateway/src/new-room/a.ts', ['gateway/src/transports/b.ts', 'subgraphs/alerts/src/b.ts']),
    module('gateway/src/main.ts', ['subgraphs/alerts/src/main.ts']),
    module('subgraphs/alerts/src/a.ts', ['subgraphs/accounts/src/b.ts']),
    module('subgraphs/alerts/src/a.ts', ['stand-ins/local-cosmos/src/b.ts']),
    module('packages/relay/src/a.ts', ['dev/src/b.ts']),
    module('packages/relay/src/a.ts', ['packages/cosmos/src/b.ts']),
    module('packages/unheard-of/src/a.ts', ['packages/cosmos/src/b.ts']),
    module('stand-ins/local-cosmos/src/a.ts', ['functions/src/b.ts']),
    module('bench/src/a.ts', ['web/src/b.ts']),
  ];
  for (const one of forbidden) assert.equal(findForbiddenImports([one]).length, 1, one.path);
  const allowed = module('gateway/src/caching/answers/a.ts', [
    'gateway/src/errors.ts',
    'gateway/src/caching/policy/b.ts',
  ]);
  assert.deepEqual(findForbiddenImports([allowed]), []);
  assert.equal(findEnvironmentReads([module('gateway/src/a.ts', [], 'process.env')]).length, 1);
  assert.equal(findConstructions([module('gateway/src/caching/a.ts', [], 'new Redis()')]).length, 1);
  assert.deepEqual(findCycles([module('a.ts', ['b.ts']), module('b.ts', ['a.ts'])]).length, 1);
});

test('every workspace says in a README what it is for', async () => {
  const { workspaces } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'));
  const folders = await Array.fromAsync(
    glob(
      workspaces.map((pattern: string) => `${pattern}/package.json`),
      { cwd: repository },
    ),
    (path) => dirname(path),
  );
  assert(folders.length > 20);
  assert.deepEqual(
    folders.filter((folder) => !existsSync(join(repository, folder, 'README.md'))),
    [],
  );
});

test('CONTRIBUTING says which package may use which, as the list does', async () => {
  const guide = await readFile(join(repository, 'CONTRIBUTING.md'), 'utf8');
  const namesIn = (cell = '') => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name);
  const rows = [...guide.matchAll(/^\| (.+) \| (.+) \|$/gm)].map(([, packages, used]) => ({
    packages: namesIn(packages),
    used: namesIn(used).toSorted(),
  }));
  const nameOf = (folder: string) => folder.replace(/^packages\//, '');
  const listed = allowedImports.filter(({ folder }) => folder.startsWith('packages/'));
  assert(listed.length > 10);
  for (const { folder, mayImport } of listed) {
    const row = rows.find(({ packages }) => packages.includes(nameOf(folder)));
    assert.deepEqual(row?.used, mayImport.map(nameOf).toSorted(), folder);
  }
});
