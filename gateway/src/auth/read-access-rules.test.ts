import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import { type Grants, satisfies } from './access-rules.ts';
import { readAccessRules } from './read-access-rules.ts';

const feature = (name: string, more = '') => `@link(url: "https://specs.apollo.dev/${name}/v0.1"${more})`;
const read = (schema: string, types: string) =>
  readAccessRules(parse(`schema ${schema} { query: Query }\n${types}`));

function grants(changes: { scopes?: string[]; policies?: string[]; isIdentified?: boolean }): Grants {
  const { scopes = [], policies = [], isIdentified = true } = changes;
  return { isIdentified, scopes: new Set(scopes), policies: new Set(policies) };
}

test('directives are known by the names that the supergraph gives them, and others are left alone', () => {
  const rules = read(
    `${feature('authenticated', ', as: "auth"')}
     ${feature('requiresScopes', ', import: [{ name: "@requiresScopes", as: "@scopes" }]')}`,
    `type Query @auth { a: Int @scopes(scopes: [["a"]]) b: Int @policy(policies: [["p"]]) c: Int @authenticated }
     scalar S @auth`,
  );
  assert.deepEqual([...(rules?.ofTypes.keys() ?? [])], ['Query', 'S']);
  assert.deepEqual([...(rules?.ofFields.keys() ?? [])], ['Query.a']);
  assert.equal(rules?.ofTypes.get('Query'), rules?.ofTypes.get('S'));
});

test('a supergraph without such directives has no rules', () => {
  assert.equal(read(feature('join'), 'type Query { a: Int @authenticated }'), undefined);
  assert.equal(read(feature('authenticated'), 'type Query { a: Int }'), undefined);
});

test('one of the lists is enough, all of a list is needed, and all directives count', () => {
  const rules = read(
    ['authenticated', 'requiresScopes', 'policy'].map((name) => feature(name)).join(' '),
    `type Query {
      either: Int @requiresScopes(scopes: [["a", "b"], ["c"]])
      all: Int @authenticated @requiresScopes(scopes: [["a"]]) @policy(policies: [["p"]])
      never: Int @requiresScopes(scopes: [])
      nothing: Int @policy(policies: [[]])
      single: Int @requiresScopes(scopes: "a")
    }`,
  );
  const may = (field: string, has: Grants) => {
    const requirement = rules?.ofFields.get(`Query.${field}`);
    assert.ok(requirement);
    return satisfies(has, requirement);
  };
  for (const [field, has, expected] of [
    ['either', { scopes: ['a'] }, false],
    ['either', { scopes: ['a', 'b'] }, true],
    ['either', { scopes: ['c'] }, true],
    ['all', { scopes: ['a'], policies: ['p'] }, true],
    ['all', { scopes: ['a'], policies: ['p'], isIdentified: false }, false],
    ['all', { scopes: ['a'] }, false],
    ['all', { policies: ['p'] }, false],
    ['never', { scopes: ['a'] }, false],
    ['nothing', {}, true],
    ['single', { scopes: ['a'] }, true],
    ['single', {}, false],
  ] as const)
    assert.equal(
      may(field, grants(has as Parameters<typeof grants>[0])),
      expected,
      `${field} ${JSON.stringify(has)}`,
    );
});
