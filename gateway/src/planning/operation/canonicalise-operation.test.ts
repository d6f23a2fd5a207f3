import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema, parse, print, stripIgnoredCharacters } from 'graphql';
import { canonicaliseOperation } from './canonicalise-operation.ts';
import { createResponseKeys } from './response-keys.ts';
import { collectRootFields, selectOperation } from './select-operation.ts';

const schema = buildSchema(`
  schema { query: Q mutation: M }
  type Q { a: Int b: Int c(n: Int): Int o: O i: I u: U }
  type M { m(n: Int): Int }
  interface I { a: Int i: I }
  type O implements I { a: Int b: Int i: I o: O u: U }
  type P implements I { a: Int i: I }
  union U = O | P
`);

function canonicalise(source: string, { fieldNames = [] as readonly string[], keepsDefer = false } = {}) {
  const operation = selectOperation(parse(source, { noLocation: true }), undefined);
  assert.ok(operation);
  const serialFields =
    operation.definition.operation === 'mutation' ? collectRootFields(operation) : new Set<never>();
  const keys = createResponseKeys({ isFieldName: (name) => fieldNames.includes(name), serialFields });
  const document = canonicaliseOperation(operation, keys, { keepsDefer, schema });
  return document && stripIgnoredCharacters(print(document));
}

test('fields are fetched by their own names, once for each set of arguments', () => {
  assert.equal(
    canonicalise('{ x: a b: a c(n: 1) d: c(n: 1) e: c(n: 2) f: c }'),
    '{a a c(n:1)c(n:1)_0__c:c(n:2)_1__c:c}',
  );
});

test('a name of the schema is never taken for a key', () => {
  assert.equal(canonicalise('{ c(n: 1) d: c(n: 2) }', { fieldNames: ['_0__c'] }), '{c(n:1)_1__c:c(n:2)}');
});

test('fields with selections are kept apart by the names that the client gives them', () => {
  assert.equal(canonicalise('{ o { a } x: o { b } o { c } }'), '{o{a}_0__o:o{b}o{c}}');
});

test('mutations are kept apart by their names, what is below them is not', () => {
  assert.equal(canonicalise('mutation { a: m(n: 1) b: m(n: 1) }'), 'mutation{m(n:1)_0__m:m(n:1)}');
});

test('introspection and conditions that are settled are left out', () => {
  assert.equal(
    canonicalise('{ __schema { types { name } } t: __typename ... on Q { __typename } }'),
    undefined,
  );
  assert.equal(
    canonicalise(
      '{ a @include(if: false) b @skip(if: false) ... @skip(if: true) { c } o { x: __typename @include(if: true) } }',
    ),
    '{b o{__typename}}',
  );
});

test('an object that no unconditional field is selected on is asked for its type', () => {
  assert.equal(
    canonicalise('query($x: Boolean!) { o { a @include(if: $x) } }'),
    'query($x:Boolean!){o{__typename ...@include(if:$x){a}}}',
  );
});

test('only fragments that are still used are kept', () => {
  assert.equal(
    canonicalise(
      '{ o { ...F } ...R @skip(if: true) } fragment F on O { x: a ...G } fragment G on O { b } fragment R on Q { c }',
    ),
    '{o{...F}}fragment F on O{a ...G}fragment G on O{b}',
  );
});

test('@defer has no effect unless it is kept', () => {
  const source = '{ o { a ... @defer(label: "x") { b } } }';
  assert.equal(canonicalise(source), '{o{a ...{b}}}');
  assert.equal(canonicalise(source, { keepsDefer: true }), '{o{a ...@defer(label:"x"){b}}}');
});

test('an object is asked for its type where no fragment may be for it', () => {
  assert.equal(
    canonicalise('{ u { ... on I { i { ... on P { a } } } } }'),
    '{u{__typename ...on I{i{__typename ...on P{a}}}}}',
  );
  assert.equal(
    canonicalise('{ i { ...F } } fragment F on O { a }'),
    '{i{__typename ...F}}fragment F on O{a}',
  );
  for (const source of [
    '{i{...on I{a}}}',
    '{o{...on I{a}}}',
    '{o{...on U{...on O{a}}}}',
    '{i{a ...on O{b}}}',
  ])
    assert.equal(canonicalise(source), source.replace('U{', 'U{__typename '));
});
