import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseBody } from '@headgate/subgraph-server/parse-body.ts';
import { createActivityParser } from './create-activity-parser.ts';
import { sampleInput } from './test-support/sample-activities.ts';
import { testTime } from './test-support/start-test-subgraph.ts';

const now = testTime.getTime();
const parser = createActivityParser('ada', now);
const parse = (changes: object) => parser({ ...sampleInput(1), ...changes }, 'input');
const nest = (depth: number): unknown => (depth === 0 ? 1 : { a: nest(depth - 1) });

test('what is absent and what is null are the same', () => {
  const { id, kind, occurredAt } = sampleInput(1);
  const absent = {
    location: null,
    accuracyMeters: null,
    placeId: null,
    amount: null,
    sessionId: null,
    properties: null,
  };
  const expected = { id, kind, occurredAt, ...absent, userId: 'ada', recordedAt: testTime };
  assert.deepEqual(parser({ id, kind, occurredAt }, 'input'), expected);
  assert.deepEqual(parse(absent), expected);
});

const wrong: [what: string, changes: object, path: string, message: RegExp][] = [
  ['an empty id', { id: '' }, 'input.id', /1 to 100 characters/],
  ['an id of 101 characters', { id: 'x'.repeat(101) }, 'input.id', /1 to 100 characters/],
  ['half a character in an id', { id: 'a\ud800' }, 'input.id', /well-formed/],
  ['NUL in an id', { id: 'a\u0000' }, 'input.id', /NUL/],
  ['half a character in a property', { properties: { a: ['\ud800'] } }, 'input.properties', /well-formed/],
  ['NUL in the name of a property', { properties: { 'a\u0000': 1 } }, 'input.properties', /NUL/],
  [
    'a number beyond all numbers',
    { properties: { a: Number.POSITIVE_INFINITY } },
    'input.properties',
    /double/,
  ],
  [
    'an integer of 64 bits',
    parseBody('{"properties":{"orders":[{"id":9007199254740993}]}}') as object,
    'input.properties',
    /9007199254740993 as text/,
  ],
  [
    'a decimal of many digits',
    parseBody('{"properties":[0.12345678901234567890]}') as object,
    'input.properties',
    /0\.12345678901234567890 as text/,
  ],
  ['a long number alone', { properties: 9007199254740992 }, 'input.properties', /9007199254740992 as text/],
  [
    'a latitude that underflows',
    { location: { latitude: 5e-324, longitude: 0 } },
    'input.location.latitude',
    /1e-100/,
  ],
  ['a time before 1970', { occurredAt: new Date(-1) }, 'input.occurredAt', /since 1970/],
  ['a time too far ahead', { occurredAt: new Date(now + 300_001) }, 'input.occurredAt', /5 minutes ahead/],
  [
    'a latitude past a pole',
    { location: { latitude: 90.1, longitude: 0 } },
    'input.location.latitude',
    /-90 to 90/,
  ],
  [
    'a longitude past the line',
    { location: { latitude: 0, longitude: -181 } },
    'input.location.longitude',
    /180/,
  ],
  ['a negative accuracy', { accuracyMeters: -1 }, 'input.accuracyMeters', /metres, 0 or more/],
  ['an empty place', { placeId: '' }, 'input.placeId', /1 to 100 characters/],
  [
    'a currency that is none',
    { amount: { minorUnits: 1, currency: 'EURO' } },
    'input.amount.currency',
    /ISO 4217/,
  ],
  ['a long session', { sessionId: 'x'.repeat(101) }, 'input.sessionId', /1 to 100 characters/],
  ['large properties', { properties: 'ä'.repeat(8192) }, 'input.properties', /16 KB/],
  [
    'properties wider than any stack',
    { properties: new Array(300_000).fill(1) },
    'input.properties',
    /16 KB/,
  ],
  ['deep properties', { properties: nest(33) }, 'input.properties', /32 levels/],
  ['properties deeper than any stack', { properties: nest(5_000) }, 'input.properties', /32 levels/],
];

for (const [what, changes, path, message] of wrong) {
  test(`${what} is refused by the field's name`, () => {
    assert.throws(
      () => parse(changes),
      (error: { code: string; fields: { path: string; message: string }[] }) => {
        assert.equal(error.code, 'BAD_USER_INPUT');
        assert.equal(error.fields.length, 1);
        assert.equal(error.fields[0]?.path, path);
        assert.match(error.fields[0]?.message ?? '', message);
        return true;
      },
    );
  });
}

test('what is at a limit is taken', () => {
  parse({ id: 'x'.repeat(100), occurredAt: new Date(now + 300_000) });
  parse({ location: { latitude: -90, longitude: 180 }, accuracyMeters: 0 });
  parse({ properties: 'x'.repeat(16 * 1024 - 2) });
  parse({ properties: nest(32) });
});

test('every wrong field is named at once', () => {
  assert.throws(() => parse({ id: '', placeId: '', accuracyMeters: -1 }), {
    message: /^input\.id: .*; input\.accuracyMeters: .*; input\.placeId: /,
  });
});

test('numbers that a double holds stay as they are', () => {
  const properties = { a: [1e300, -0.1, 9007199254740991, 1.5, 100000000000000000000] };
  const body = parseBody('{"properties":{"a":[1e300,-0.10,9007199254740991,1.5,100000000000000000000]}}');
  assert.deepEqual(parse(body as object).properties, properties);
});
