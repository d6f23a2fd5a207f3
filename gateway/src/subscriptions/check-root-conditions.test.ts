import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRootConditions } from './check-root-conditions.ts';

const check = (source: string) => checkRootConditions(source, 1_000)?.message;

test('a condition at the root of a subscription is told with what it is on, constant or not', () => {
  const refused = {
    'subscription Live($no: Boolean!) { ticked @skip(if: $no) { n } }':
      'Subscription "Live" must not use @skip on its root field "ticked".',
    'subscription { a: ticked @include(if: true) { n } }':
      'A subscription must not use @include on its root field "ticked".',
    'query A { now } subscription { ticked @ #\n skip { n } }':
      'A subscription must not use @skip on its root field "ticked".',
    'subscription { ... on Subscription @skip(if: true) { ticked { n } } }':
      'A subscription must not use @skip on an inline fragment at its root.',
    'subscription { ...F @include(if: true) } fragment F on Subscription { ticked { n } }':
      'A subscription must not use @include on the fragment "F" at its root.',
    'subscription { ...F } fragment F on Subscription { ...F ... { ticked @skip(if: true) { n } } }':
      'A subscription must not use @skip on its root field "ticked".',
  };
  for (const [source, message] of Object.entries(refused)) assert.equal(check(source), message);
});

test('where the condition stands is told', () => {
  const error = checkRootConditions('subscription {\n  ticked @include(if: true) { n }\n}', 1_000);
  assert.deepEqual(error?.locations, [{ line: 2, column: 10 }]);
});

test('conditions elsewhere are none of its business, nor are documents that cannot be parsed', () => {
  for (const source of [
    'subscription { ticked { n @skip(if: true) ...F @include(if: false) } } fragment F on Tick { n }',
    'query ($no: Boolean!) { subscription: now @skip(if: $no) }',
    'subscription { skip { include } }',
    'subscription { ...Missing }',
    'subscription { ticked @skip(if: true) { n }',
    `subscription { ticked @skip(if: true) { ${'n '.repeat(1_000)} } }`,
  ])
    assert.equal(check(source), undefined);
});
