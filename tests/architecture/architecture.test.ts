import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Module, readModules } from './read-modules.ts';
import { findCycles, findEnvironmentReads, findForbiddenImports } from './rules.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const modules = await readModules(repository, [
  'gateway',
  'subgraphs',
  'functions',
  'packages',
  'dev',
  'prisma',
  'tests',
]);

const module = (path: string, loads: string[], source = ''): Module => ({
  path,
  source,
  imports: loads,
  loads,
});

test('imports point one way', () => {
  assert(modules.some(({ path, imports }) => path === 'gateway/src/main.ts' && imports.length > 0));
  assert.deepEqual(findForbiddenImports(modules), []);
});

test('nothing imports itself by a detour', () => {
  assert.deepEqual(findCycles(modules), []);
});

test('services read their environment in main.ts alone', () => {
  assert.deepEqual(findEnvironmentReads(modules), []);
});

test('each rule catches what it forbids', () => {
  const forbidden = [
    module('gateway/src/planning/a.ts', ['gateway/src/transports/b.ts']),
    module('gateway/src/caching/a.ts', ['gateway/src/auth/b.ts']),
    module('gateway/src/main.ts', ['subgraphs/alerts/src/main.ts']),
    module('subgraphs/alerts/src/a.ts', ['subgraphs/accounts/src/b.ts']),
    module('packages/relay/src/a.ts', ['dev/src/b.ts']),
    module('packages/relay/src/a.ts', ['functions/src/b.ts']),
  ];
  for (const one of forbidden) assert.equal(findForbiddenImports([one]).length, 1, one.path);
  assert.equal(
    findForbiddenImports([module('gateway/src/caching/a.ts', ['gateway/src/errors.ts'])]).length,
    0,
  );
  assert.equal(findEnvironmentReads([module('gateway/src/a.ts', [], 'process.env')]).length, 1);
  assert.deepEqual(findCycles([module('a.ts', ['b.ts']), module('b.ts', ['a.ts'])]).length, 1);
});
