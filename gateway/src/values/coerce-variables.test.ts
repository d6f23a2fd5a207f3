import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema, Kind, parse, type VariableDefinitionNode } from 'graphql';
import { coerceVariables } from './coerce-variables.ts';
import { parseJson } from './parse-json.ts';

const schema = buildSchema(`
  scalar Long
  scalar JSON
  input In { n: Long, f: Float = 0.5, fs: [Float!], id: ID, inner: In, more: [In] }
  type Query { a: Int }
`);

function coerce(declarations: string, json: string) {
  const [definition] = parse(`query(${declarations}) { a }`).definitions;
  assert.ok(definition?.kind === Kind.OPERATION_DEFINITION);
  const definitions: readonly VariableDefinitionNode[] = definition.variableDefinitions ?? [];
  const { coerced, errors } = coerceVariables(
    schema,
    definitions,
    parseJson(json) as Record<string, unknown>,
    { maxErrors: 50 },
  );
  return errors?.map(({ message }) => message) ?? JSON.stringify(coerced);
}

test('numbers of many digits pass where the type takes them', () => {
  const json = '{"n":9007199254740993,"f":0.12345678901234567891,"j":{"a":[9007199254740993]}}';
  assert.equal(coerce('$n: Long, $f: Float!, $j: JSON', json), json);
});

test('they pass inside input objects and lists, beside defaults', () => {
  assert.equal(
    coerce(
      '$in: In',
      '{"in":{"n":9007199254740993,"fs":0.12345678901234567891,"inner":{"f":9007199254740993},"more":[{"n":1},{"n":-9007199254740993,"f":null}]}}',
    ),
    '{"in":{"n":9007199254740993,"f":0.5,"fs":[0.12345678901234567891],"inner":{"f":9007199254740993},"more":[{"n":1,"f":0.5},{"n":-9007199254740993,"f":null}]}}',
  );
});

test('an ID keeps the digits of an integer', () => {
  assert.equal(coerce('$id: ID!', '{"id":9007199254740993}'), '{"id":"9007199254740993"}');
});

test('defaults keep their digits', () => {
  assert.equal(
    coerce(
      '$n: Long = 9007199254740993, $in: In = {n: 9007199254740993, fs: [0.12345678901234567891]}',
      '{}',
    ),
    '{"n":9007199254740993,"in":{"n":9007199254740993,"f":0.5,"fs":[0.12345678901234567891]}}',
  );
});

test('what does not fit is refused as other numbers are', () => {
  assert.deepEqual(
    coerce(
      '$i: Int, $f: Float, $b: Boolean, $in: In',
      '{"i":9007199254740993,"f":1e999,"b":9007199254740993,"in":1e999}',
    ),
    [
      'Variable "$i" got invalid value 9007199254740992; Int cannot represent non 32-bit signed integer value: 9007199254740992',
      'Variable "$f" got invalid value Infinity; Float cannot represent non numeric value: Infinity',
      'Variable "$b" got invalid value 9007199254740992; Boolean cannot represent a non boolean value: 9007199254740992',
      'Variable "$in" got invalid value Infinity; Expected type "In" to be an object.',
    ],
  );
});

test('names that objects inherit are names as any other', () => {
  assert.equal(coerce('$toString: Long, $constructor: In, $__proto__: JSON', '{}'), '{}');
  const json = '{"toString":1,"constructor":{"f":2},"__proto__":{"n":9007199254740993}}';
  assert.equal(coerce('$toString: Long, $constructor: In, $__proto__: JSON', json), json);
  assert.equal(coerce('$__proto__: JSON = {n: 1}, $n: Int', '{}'), '{"__proto__":{"n":1}}');
});
