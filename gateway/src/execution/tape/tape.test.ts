import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRecord } from '@headgate/service/is-record.ts';
import fc from 'fast-check';
import { compileTape } from '../../../tape/compile.ts';
import { TestNames } from '../../../tests/helpers/test-names.ts';
import { ExactNumber } from '../../values/exact-number.ts';
import { parseJson } from '../../values/parse-json.ts';
import { tapeModule } from './__generated__/tape-module.ts';
import { Names } from './names.ts';
import { Tape } from './tape.ts';
import { textOf } from './text-of.ts';
import { findTypeName } from './type-names.ts';
import { find, type TapeValue, visitItems } from './values.ts';

const keys = ['id', 'name', 'a', 'ab', 'abc', 'abcd', 'abcdefg', 'abcdefgh', 'abcdefghi'];
keys.push('a_key_of_many_bytes', 'a_key_of_sixteen', 'a_key_of_15byte', '__proto__', 'toString');
const names = new TestNames(keys);
/** The same with other ids. */
const otherNames = new TestNames(keys.toReversed());
const build = (tape: Tape, value: TapeValue) => names.build(tape, value);

function knownOnly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(knownOnly);
  if (!isRecord(value) || value instanceof ExactNumber) return value;
  const members = Object.entries(value).filter(([name]) => name === '__typename' || keys.includes(name));
  return Object.fromEntries(members.map(([name, member]) => [name, knownOnly(member)]));
}

/** Reads a text by the tape and by `JSON.parse`: both accept it or refuse it, and find the same in it. */
function compare(text: string, own = names): void {
  using tape = new Tape(own);
  let expected: unknown;
  let isJson = true;
  try {
    expected = parseJson(text);
  } catch {
    isJson = false;
  }
  if (!isJson) {
    assert.throws(() => tape.read(text), SyntaxError, text);
    return;
  }
  assert.deepEqual(own.build(tape, tape.read(text)), knownOnly(expected), text);
  assert.deepEqual(own.build(tape, tape.readBytes(Buffer.from(text))), knownOnly(expected), text);
}

test('the module is what its source compiles to', async () => {
  assert((await compileTape()).includes(tapeModule));
});

test('texts at the edges of JSON are taken and refused as JSON.parse does', () => {
  const texts = [
    '',
    ' ',
    '{}',
    '[]',
    '[ ]',
    '{ }',
    'null',
    'true',
    'false',
    'nul',
    'nulll',
    'truefalse',
    '0',
    '-0',
    '00',
    '01',
    '-',
    '-a',
  ];
  texts.push(
    '1.',
    '.1',
    '1.5',
    '1e',
    '1e+',
    '1e+5',
    '1E-5',
    '1.5e400',
    '+1',
    '0x1',
    'NaN',
    'Infinity',
    '1 2',
    '[1,]',
    '[,1]',
    '[1 2]',
  );
  texts.push(
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,}',
    '{"a":1 "b":2}',
    '{a:1}',
    "{'a':1}",
    '{"a":1}}',
    '[[]',
    '[]]',
    '[}',
    '{]',
    '{"a":[}]',
  );
  texts.push(
    '"',
    '"\\',
    '"\\"',
    '"\\u',
    '"\\u12',
    '"\\u12g4"',
    '"\\u00e9"',
    '"\\x"',
    '"\\/\\b\\f\\n\\r\\t\\\\"',
    '"\n"',
    '"\u0000"',
    '"\u007f"',
    '"\u2028"',
  );
  texts.push(
    '\ufeff{}',
    '{}\u0000',
    '\u0000',
    '\u00a01',
    '\f1',
    ' \t\r\n1 \t\r\n',
    '"é"',
    '"😀"',
    '"\\ud83d\\ude00"',
    '"\\ud83d"',
  );
  texts.push(
    '{"id":1,"id":2}',
    '{"a":{"id":1,"id":2},"id":3}',
    '{"id":{"id":1},"id":4}',
    '{"\\u0069d":5}',
    '{"":1}',
    '{"x":1,"x":2,"id":3}',
  );
  texts.push(
    '{"__proto__":{"id":1}}',
    '{"toString":1}',
    '{"__typename":"User"}',
    '{"__typename":null}',
    '{"__typename":{"id":1}}',
    '{"__typename":"\\u0055ser"}',
  );
  for (const text of texts) compare(text);
});

test('a text that is cut anywhere is refused', () => {
  const text = JSON.stringify({
    id: 'é"\\',
    name: [1.5e-7, true, null, { abcdefghi: '\ud83d\ude00 and more' }],
    a: {},
  });
  for (let end = 0; end <= text.length; end++) compare(text.slice(0, end));
});

const anyKey = fc.oneof(fc.constantFrom('__typename', ...keys), fc.string({ maxLength: 20 }));
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(tie('value')),
    fc.dictionary(anyKey, tie('value')),
  ),
})).value;

test('random values are found as JSON.parse finds them', () => {
  fc.assert(
    fc.property(json, fc.nat(3), (value, space) => compare(JSON.stringify(value, null, space))),
    { numRuns: 1_000 },
  );
});

/** Of lengths around what the scanner compares at once, some with an escape. */
const memberKey = fc.oneof(
  fc.constantFrom('__typename', ...keys, 'b', 'abcdefghijklmno', 'abcdefghijklmnop', 'abcdefghijklmnoq'),
  fc.constantFrom('\\u0069d', 'a\\u0062', 'é', ''),
);
const members = fc.oneof(
  { arbitrary: fc.array(memberKey, { maxLength: 5 }), weight: 5 },
  { arbitrary: fc.array(memberKey, { minLength: 14, maxLength: 20 }), weight: 1 },
);

test('lists of objects that are nearly alike are found as JSON.parse finds them', () => {
  const change = fc.record({ at: fc.nat(), with: fc.option(memberKey), takes: fc.nat(1) });
  const objects = fc.array(fc.array(change, { maxLength: 2 }), { minLength: 2, maxLength: 8 });
  const space = fc.constantFrom('', ' ', '\n  ');
  const inner = fc.constantFrom('1', '{}', '[]', '{"id":1}', '[{"a":1},{"a":2,"id":3}]', '"x"');
  fc.assert(
    fc.property(members, objects, space, inner, (first, changes, gap, value) => {
      let current = first;
      const texts = changes.map((each) => {
        for (const { at, with: other, takes } of each)
          current = current.toSpliced(at % (current.length + 1), takes, ...(other === null ? [] : [other]));
        return `{${current.map((key) => `${gap}"${key}"${gap}:${gap}${value}${gap}`).join()}}`;
      });
      compare(`[${texts.join()}]`);
      compare(`{"a":[${texts.join(gap)}]}`);
      for (const text of texts) compare(text);
    }),
    { numRuns: 2_000 },
  );
});

test('what was expected of an object before is not taken for what this one has', () => {
  const few = fc.constantFrom('id', 'a', 'a_key_of_sixteen', 'a_key_of_sixteen_and_more');
  const objects = fc.array(fc.array(few, { maxLength: 3 }), { maxLength: 5 });
  fc.assert(
    fc.property(objects, fc.boolean(), (all, isOther) => {
      const texts = all.map((each) => `{${each.map((key, index) => `"${key}":${index}`).join()}}`);
      compare(`[${texts.join()}]`, isOther ? otherNames : names);
    }),
    { numRuns: 20_000 },
  );
});

test('types of a list are those that each object says', () => {
  const known = ['Book', 'Bookcase', 'ATypeOf16Letters', 'ATypeOf16LettersAndMore', 'ATypeOf15Letter'];
  const isKnown = (name: string) => known.includes(name);
  const [one, other] = [new Names(isKnown), new Names(isKnown)];
  for (const name of known) one.typeOf(name);
  for (const name of known.toReversed()) other.typeOf(name);
  const typeName = fc.constantFrom(...known, 'Unknown', 'Boo', 'Books', '');
  const isEscaped = fc.boolean();
  fc.assert(
    fc.property(fc.array(fc.tuple(typeName, isEscaped)), fc.boolean(), (all, isOther) => {
      using tape = new Tape(isOther ? other : one);
      const withEscape = (name: string) => name.replace('o', '\\u006f');
      const texts = all.map(
        ([name, escapes]) => `{"__typename":"${escapes ? withEscape(name) : name}","id":1}`,
      );
      const found: unknown[] = [];
      visitItems(tape.heap.cells, tape.read(`[${texts.join()}]`), (item) =>
        found.push(findTypeName(tape, item)),
      );
      assert.deepEqual(
        found,
        all.map(([name]) => name),
      );
    }),
  );
});

test('random texts that are nearly JSON are taken and refused as JSON.parse does', () => {
  const change = fc.record({
    at: fc.nat(),
    with: fc.constantFrom(
      '',
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '0',
      '-',
      'e',
      '.',
      ' ',
      '\n',
      '\u0000',
      'u',
    ),
  });
  fc.assert(
    fc.property(json, fc.array(change, { minLength: 1, maxLength: 3 }), (value, changes) => {
      let text = JSON.stringify(value);
      for (const { at, with: other } of changes) {
        const place = at % (text.length + 1);
        text = text.slice(0, place) + other + text.slice(place + 1);
      }
      // What comes over the network is made of whole characters.
      compare(text.toWellFormed());
    }),
    { numRuns: 3_000 },
  );
});

test('numbers keep their digits', () => {
  using tape = new Tape(names);
  const numbers = ['12345678901234567890', '0.10', '-0', '1e400', '1.0'];
  const list = tape.read(`[${numbers.join(' , ')}]`);
  const found: string[] = [];
  visitItems(tape.heap.cells, list, (item) => found.push(textOf(tape, item)));
  assert.deepEqual(found, numbers);
});

test('texts of all sizes are read, many on one tape, and those that make long tapes', () => {
  using tape = new Tape(names);
  const read = [1, 1_000, 100_000].flatMap((count) =>
    [
      `[${'[],'.repeat(count)}0]`,
      `{"a":"${'x'.repeat(count)}","id":1}`,
      `[${'{"id":1,"name":null},'.repeat(count)}0]`,
      `[${'0,'.repeat(count)}0]`,
    ].map((text) => ({ text, value: tape.read(text) })),
  );
  for (const { text, value } of read) assert.deepEqual(build(tape, value), JSON.parse(text));
});

test('what is nested deeper than any answer is refused, and what is nested deep is not', () => {
  using tape = new Tape(names);
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  assert.notEqual(tape.read(nested(16_384)), 0);
  assert.throws(() => tape.read(nested(16_385)), SyntaxError);
});

test('a key that is learnt is known in what is read from then on', () => {
  const own = new Names(() => false);
  using tape = new Tape(own);
  tape.read('{"late":1}');
  const late = own.keyOf('late');
  const value = tape.read('{"late":2}');
  assert.equal(textOf(tape, find(tape.heap.cells, value, late)), '2');
});

test('only what the plan names is learnt', () => {
  const own = new Names((name) => name === 'User');
  const { version } = own;
  assert.deepEqual([own.find('unheard'), own.typeOf('Unheard'), own.version], [0, 0, version]);
  assert.equal(own.find('data'), own.keyOf('data'));
});

test('a tape that is closed takes nothing more', () => {
  const tape = new Tape(names);
  tape.read('{}');
  tape[Symbol.dispose]();
  tape[Symbol.dispose]();
  assert.throws(() => tape.read('{}'), TypeError);
  assert.throws(() => tape.createObject(), TypeError);
});
