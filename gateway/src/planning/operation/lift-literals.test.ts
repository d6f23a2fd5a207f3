import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema, parse, print, specifiedRules, stripIgnoredCharacters, validate } from 'graphql';
import { liftLiterals } from './lift-literals.ts';

const schema = buildSchema(`
  directive @tone(of: [Int]) on FIELD | QUERY | FRAGMENT_SPREAD
  directive @defer(label: String, if: Boolean! = true) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  scalar JSON
  enum Size { SMALL LARGE }
  input Filter { sizes: [Size!] = [SMALL], not: Filter, id: ID, any: JSON, least: Float }
  type Query { f(n: Int = 5, id: ID, size: Size, filter: Filter, any: JSON, ids: [[ID]]): Int o: Query }
`);

function lift(source: string, variables: Record<string, unknown> = {}) {
  const document = parse(source, { noLocation: true });
  const lifted = liftLiterals(document, schema);
  assert.deepEqual(
    validate(
      schema,
      lifted.document,
      specifiedRules.filter(({ name }) => name !== 'NoUnusedVariablesRule'),
    ),
    [],
  );
  return {
    text: stripIgnoredCharacters(print(lifted.document)),
    variables: JSON.stringify(lifted.bind(variables)),
    lifted,
    document,
  };
}

test('a literal becomes a variable of its type, and equal literals one', () => {
  const { text, variables } = lift('{ f(n: 1) a: f(n: 1) b: f(n: 2, size: LARGE) }');
  assert.equal(text, 'query($_l0:Int$_l1:Int$_l2:Size){f(n:$_l0)a:f(n:$_l0)b:f(n:$_l1 size:$_l2)}');
  assert.equal(variables, '{"_l0":1,"_l1":2,"_l2":"LARGE"}');
});

test('objects are equal whatever the order of their fields', () => {
  const { text } = lift('{ f(filter: {id: 1, least: 2}) f(filter: {least: 2, id: 1}) }');
  assert.equal(text, 'query($_l0:Filter){f(filter:$_l0)f(filter:$_l0)}');
});

for (const [argument, value] of [
  ['n: null', null],
  ['id: 12', '12'],
  ['id: 9007199254740993', '9007199254740993'],
  ['ids: 1', [['1']]],
  ['ids: [1, ["x", null], null]', [['1'], ['x', null], null]],
  ['filter: {}', {}],
  ['filter: {sizes: SMALL, not: {id: 3, not: null}}', { sizes: ['SMALL'], not: { id: '3', not: null } }],
  ['any: {a: [1, "x", true, null, SMALL, {b: []}]}', { a: [1, 'x', true, null, 'SMALL', { b: [] }] }],
  ['any: """a\n"b" """', 'a\n"b" '],
] as const) {
  test(`a literal keeps its meaning: ${argument}`, () => {
    assert.equal(lift(`{ f(${argument}) }`).variables, JSON.stringify({ _l0: value }));
  });
}

for (const number of [
  '9007199254740993',
  '-0',
  '1.10',
  '0.30000000000000000004',
  '1e999',
  '1E2',
  '123456789012345678901234567890',
]) {
  test(`a number is written as the client wrote it: ${number}`, () => {
    assert.equal(lift(`{ f(any: {n: ${number}}) }`).variables, `{"_l0":{"n":${number}}}`);
    assert.equal(lift(`{ f(filter: {least: ${number}}) }`).variables, `{"_l0":{"least":${number}}}`);
  });
}

test('fields of a scalar may have any name', () => {
  const { variables } = lift('{ f(any: {__proto__: 1, constructor: 2, toString: {valueOf: 3}}) }');
  assert.equal(variables, '{"_l0":{"__proto__":1,"constructor":2,"toString":{"valueOf":3}}}');
});

test('variables inside of a literal are read for each request, and what is absent is absent', () => {
  const source =
    'query($x: JSON, $toString: ID) { f(any: [{a: $x, b: 1}, $x], filter: {id: $toString, least: 2}) }';
  assert.equal(lift(source).text, 'query($x:JSON$toString:ID$_l0:JSON$_l1:Filter){f(any:$_l0 filter:$_l1)}');
  assert.equal(lift(source, { x: [7] }).variables, '{"x":[7],"_l0":[{"a":[7],"b":1},[7]],"_l1":{"least":2}}');
  assert.equal(lift(source).variables, '{"_l0":[{"b":1},null],"_l1":{"least":2}}');
});

test('what decides the plan, introspection and the defaults of variables stay', () => {
  for (const source of [
    'query($x:Int=5){f(n:$x)@include(if:true)...@skip(if:false){o{__typename}}}',
    '{__type(name:"Query"){fields(includeDeprecated:true){name}}...@defer(label:"x",if:false){f}}',
  ]) {
    const { document, lifted } = lift(source);
    assert.equal(lifted.document, document);
    const variables = { x: 1 };
    assert.equal(lifted.bind(variables), variables);
  }
});

test('literals of other directives are lifted, and names of the client are left alone', () => {
  assert.equal(
    lift(
      'query($_l0: Int) @tone(of: [1]) { f(n: $_l0) @tone(of: 2) ...F @tone(of: [2]) } fragment F on Query { o { f(n: 2) } }',
    ).text,
    'query($_l0:Int$_l1:[Int]$_l2:[Int]$_l3:[Int]$_l4:Int)@tone(of:$_l1){f(n:$_l0)@tone(of:$_l2)...F@tone(of:$_l3)}fragment F on Query{o{f(n:$_l4)}}',
  );
});

test('variables of fragments belong to every operation', () => {
  const { text } = lift('query A { ...F } query B { o { ...F } } fragment F on Query { f(n: 1) }');
  assert.equal(text, 'query A($_l0:Int){...F}query B($_l0:Int){o{...F}}fragment F on Query{f(n:$_l0)}');
});

test('a condition of @defer that is absent is true, and one that is null is found', () => {
  const { lifted, text } = lift(
    'query($s: Boolean, $t: Boolean!) { ... @defer(if: $s) { f } o { ... @defer(if: $t) { f } } }',
  );
  assert.match(text, /\$_l0:Boolean!\)\{\.\.\.@defer\(if:\$_l0\)\{f\}o\{\.\.\.@defer\(if:\$t\)/);
  assert.deepEqual(lifted.bind({ t: true }), { t: true, _l0: true });
  assert.deepEqual(lifted.bind({ t: true, s: false }), { t: true, s: false, _l0: false });
  assert.equal(lifted.findNullCondition({ t: true }), undefined);
  assert.equal(lifted.findNullCondition({ t: true, s: null }), 's');
});
