import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameData } from './is-same-data.ts';

const same = (one: string, other: string) => isSameData(JSON.parse(one), JSON.parse(other));

test('equal data is the same, whatever the order of its names', () => {
  assert.ok(same('{"a":[1,{"b":null}],"c":"x"}', '{"c":"x","a":[1,{"b":null}]}'));
});

test('data that differs anywhere is not', () => {
  const texts = ['1', '"1"', 'null', '{}', '[]', '{"a":1}', '{"a":2}', '{"b":1}', '{"a":1,"b":1}'];
  texts.push('[1]', '[1,2]', '[{}]', '{"a":null}', '{"a":{}}', '{"a":[]}', 'true', '0');
  for (const one of texts) for (const other of texts) assert.equal(same(one, other), one === other);
});

test('what every object inherits is not taken for data', () => {
  assert.ok(!same('{"__proto__":{}}', '{"x":1}'));
  assert.ok(!same('{"toString":{}}', '{"x":{}}'));
  assert.ok(!same('{"x":1}', '{"__proto__":{}}'));
});
