import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExactNumber } from './exact-number.ts';
import { parseJson } from './parse-json.ts';

const inexact = [
  '9007199254740993',
  '-9223372036854775808',
  '18446744073709551615',
  '0.12345678901234567891',
  '123456789.123456789',
  '1e400',
  '-1E+999',
  '1e-400',
  '1.25e-323',
  '12345678901234567890123456789012345678901234567890',
];

for (const text of inexact) {
  test(`${text} is written as it was read, wherever it stands`, () => {
    for (const json of [text, `{"a":${text}}`, `[1,${text}]`, `{"a":[{"b":${text},"c":"x"}]}`]) {
      assert.equal(JSON.stringify(parseJson(json)), json);
    }
    assert.deepEqual(parseJson(`\n[ ${text}\t]`), [new ExactNumber(text)]);
  });
}

const exact = [
  '0',
  '-7',
  '0.25',
  '52.520006599999995',
  '0.30000000000000004',
  '9007199254740992',
  '1.0000000000000000000',
  '100000000000000000000',
  '0.00000000000000000001',
  '1e100',
  '1.7976931348623157e308',
  '0e999',
  '5e-324',
];

for (const text of exact) {
  test(`${text} is a number, since that is the same`, () => {
    assert.deepEqual(parseJson(`[${text}]`), [Number(text)]);
  });
}

test('strings that look like long numbers stay as they are', () => {
  const value = {
    id: '9007199254740993',
    uuid: '123e4567-e89b-12d3-a456-426614174000',
    note: 'see 9007199254740993, please',
    ['__proto__']: { n: 1 },
    ip: '192.168.100.100.192.168',
  };
  assert.deepEqual(parseJson(JSON.stringify(value)), value);
});

test('what is not JSON is refused as JSON.parse does', () => {
  for (const text of ['', '{', '[9007199254740993', '[09007199254740993]', '{"a":1e400']) {
    assert.throws(() => parseJson(text), SyntaxError, text);
  }
});

test('a number of a million digits is read in one pass', () => {
  const text = `1${'0'.repeat(500_000)}1`;
  assert.equal(JSON.stringify(parseJson(`[${text}]`)), `[${text}]`);
});
