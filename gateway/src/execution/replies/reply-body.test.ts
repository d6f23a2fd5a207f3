import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Names } from '../tape/names.ts';
import { Tape } from '../tape/tape.ts';
import { toJavaScript } from '../tape/to-javascript.ts';
import { BytesBody, TextBody } from './reply-body.ts';

function read(body: BytesBody | TextBody): unknown {
  using tape = new Tape(new Names(() => false));
  return toJavaScript(tape, body.read(tape));
}

test('a body is read as its text would be', () => {
  const texts = ['{"a":"é😀"}', '\uFEFF[1]', '  "x"  ', 'null'];
  for (const text of texts) {
    assert.deepEqual(read(new BytesBody(Buffer.from(text))), JSON.parse(text.replace('\uFEFF', '')), text);
  }
  assert.deepEqual(read(new TextBody('{"a":1}')), { a: 1 });
});

test('what is no UTF-8 is replaced, and what is no JSON refused', () => {
  const bytes = Buffer.from('["a?b","c"]');
  bytes[3] = 0xff;
  assert.deepEqual(read(new BytesBody(bytes)), ['a\uFFFDb', 'c']);
  for (const text of ['', '\uFEFF', '{', '\uFEFF\uFEFF1'])
    assert.throws(() => read(new BytesBody(Buffer.from(text))), SyntaxError);
});
