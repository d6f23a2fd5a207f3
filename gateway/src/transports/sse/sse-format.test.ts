import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sseFormat } from './sse-format.ts';

test('an event is one line of data, whatever white space there is in it', () => {
  const json = Buffer.from('{"data": {\r\n  "tree":\n[1,\r2, "a\\nb é"]\n}}\n');
  const [name, data = '', ...rest] = String(sseFormat.event(json)).split(/\r\n|\r|\n/);
  assert.deepEqual([name, ...rest], ['event: next', '', '']);
  assert.deepEqual(JSON.parse(data.replace('data: ', '')), JSON.parse(String(json)));
  assert(json.includes('\n'), 'others get it as it is');
});

test('all who get an event get the same bytes', () => {
  const json = Buffer.from('{"data":{"n":1}}');
  assert.equal(sseFormat.event(json), sseFormat.event(json));
  assert.notEqual(sseFormat.event(json), sseFormat.event(Buffer.from(json)));
});
