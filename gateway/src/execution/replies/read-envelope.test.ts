import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReadEnvelope } from './read-envelope.ts';

const read = createReadEnvelope(['id', 'type']);

/** What is read of a text, which is the same for its bytes. */
function readBoth(text: string) {
  const [ofText, ofBytes] = [text, Buffer.from(text)].map((json) => {
    const { members, event } = read(json) ?? {};
    return { ...members, payload: event && String(event.json), extensions: event?.extensions };
  });
  assert.deepEqual(ofText, ofBytes);
  return ofText;
}

const payload = '{"data":{"a":"\\ud83d\\ude00 \\"é","payload":{"id":7,"type":"error"}}}';
const whole = { id: '1', type: 'next', payload, extensions: undefined };

test('an event is taken out of its message as it stands there, wherever it stands', () => {
  for (const message of [
    `{"id":"1","type":"next","payload":${payload}}`,
    `{"payload":${payload},"type":"next","id":"1"}`,
    `{"type":"next","payload":${payload},"id":"1"}`,
    ` {\n"type" : "next"\t,"payload"\r\n: ${payload} , "id":"1" } \n`,
    `{"more":{"payload":{},"id":[]},"id":"1","type":"next","payload":${payload},"z":null}`,
    `{"id":"\\u0031","type":"n\\u0065xt","payload":${payload}}`,
  ])
    assert.deepEqual(readBoth(message), whole, message);
});

test('white space in an event stays', () => {
  const spaced = '{ "data" : { "a" : [ 1.0 ,\n2 ] } }';
  assert.equal(readBoth(`{"type":"next","id":"1","payload":${spaced}}`)?.payload, spaced);
});

test('as in JavaScript the last of equal members counts, and a key may be written with escapes', () => {
  const { data } = JSON.parse(payload);
  for (const message of [
    `{"id":"0","type":"error","payload":{},"id":"1","type":"next","payload":${payload}}`,
    `{"\\u0069d":"1","t\\u0079pe":"next","pa\\u0079load":${payload}}`,
    `{"id":"1","type":"next","payload":{"data":0,"d\\u0061ta":${JSON.stringify(data)}}}`,
  ]) {
    const { payload: found = '', ...rest } = readBoth(message) ?? {};
    assert.deepEqual({ ...rest, payload: JSON.parse(found) }, { ...whole, payload: { data } }, message);
  }
});

test('what an event says beside its data is read', () => {
  const message = (extensions: string) => `{"type":"next","id":"1","payload":{"extensions":${extensions}}}`;
  assert.deepEqual(readBoth(message('{"traceparent":"00-1","n":[1]}'))?.extensions, {
    traceparent: '00-1',
    n: [1],
  });
  for (const other of ['null', '[]', '"a"', '1'])
    assert.equal(readBoth(message(other))?.extensions, undefined);
});

test('a payload that is no object is none, and members keep their types', () => {
  for (const other of ['null', '[]', '[{}]', '"{}"', '1', 'true']) {
    const found = readBoth(`{"type":"next","id":1,"payload":${other}}`);
    assert.deepEqual(found, { id: 1, type: 'next', payload: undefined, extensions: undefined });
  }
  assert.deepEqual(readBoth('{"type":null}'), { ...whole, id: undefined, type: null, payload: undefined });
});

test('what is no object is no message, and what is no JSON is refused', () => {
  for (const text of ['[]', 'null', '"a"', '1']) assert.equal(read(text), undefined);
  const start = '{"id":"1","type":"next","payload":';
  for (const text of [
    '',
    '{',
    `${start}{}`,
    `${start}{}}}`,
    `${start}{}},`,
    `${start}{"a":1,}}`,
    `${start}{"a":"\n"}}`,
    `${start}{"a":"\\ud8"}}`,
    `${start}{a:1}}`,
    `\ufeff${start}{}}`,
    `${start}${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  ])
    for (const json of [text, Buffer.from(text)])
      assert.throws(() => read(json), SyntaxError, text.slice(0, 60));
});

test('an event may be large, and leaves nothing in the memory of the reader', () => {
  const text = JSON.stringify({ data: { text: 'é"\\'.repeat(1_000_000) } });
  const found = read(Buffer.from(`{"type":"next","id":"1","payload":${text}}`));
  read(Buffer.from(`{"type":"next","id":"2","payload":${'{"data":{"text":"x"}}'}}`));
  assert.equal(String(found?.event?.json), text);
});
