import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Names } from '../tape/names.ts';
import { Tape } from '../tape/tape.ts';
import { AnswerWriter } from './answer-writer.ts';
import { createResult, extendResult, findWritten, hasData, keepResult, readData } from './create-result.ts';
import { findWhole, writeResult, writeResultBytes } from './write-result.ts';
import { type AnswerUse, WrittenAnswer } from './written-answer.ts';

function write(json: string, rest = {}, use: AnswerUse = 'whole') {
  using tape = new Tape(new Names(() => false));
  using writer = new AnswerWriter(tape.heap);
  writer.text(`{"data":${json}}`);
  return createResult(new WrittenAnswer(writer, use), rest);
}

const errors = [{ message: 'no' }];

test('a response is written with whatever is beside its data', () => {
  const json = '{ "a": 1.0 }';
  assert.equal(writeResult(write(json)), `{"data":${json}}`);
  assert.equal(writeResult(write(json, { extensions: { b: 2 } })), `{"data":${json},"extensions":{"b":2}}`);
  assert.equal(writeResult(write('null', { errors })), '{"data":null,"errors":[{"message":"no"}]}');
  const extended = extendResult(write(json, { errors }), { hasNext: true });
  assert.equal(writeResult(extended), `{"data":${json},"errors":[{"message":"no"}],"hasNext":true}`);
  assert.equal(writeResult({ errors, data: null }), '{"errors":[{"message":"no"}],"data":null}');
});

test('only what is its data alone can be sent as it was written', () => {
  assert.equal(findWhole(write('{"a":"é"}'))?.bytes.toString(), '{"data":{"a":"é"}}');
  assert.equal(findWhole(write('{}', { errors })), undefined);
  assert.equal(findWhole({ data: {} }), undefined);
});

test('a short answer is text, a longer one bytes', () => {
  for (const length of [1, 16_000, 17_000, 200_000]) {
    const json = JSON.stringify({ text: 'é'.repeat(length) });
    const result = write(json);
    assert.equal(findWhole(result)?.isText, length < 8_000);
    assert.equal(writeResult(result), `{"data":${json}}`);
    assert.equal(writeResultBytes(result).toString(), `{"data":${json}}`);
  }
});

test('what is for many is bytes of its own, however short, and what is beside its data is written around them', () => {
  for (const length of [1, 17_000, 200_000]) {
    const json = JSON.stringify({ text: 'é'.repeat(length) });
    const result = write(json, {}, 'event');
    assert.equal(findWhole(result)?.isText, false);
    assert.equal(findWhole(result)?.isBorrowed, false);
    assert.equal(writeResultBytes(result), findWhole(result)?.bytes);
    for (const use of ['whole', 'part', 'event'] as const) {
      const failed = write(json, { errors, extensions: undefined }, use);
      const whole = `{"data":${json},"errors":[{"message":"no"}]}`;
      assert.equal(writeResult(failed), whole);
      assert.equal(writeResultBytes(failed).toString(), whole);
    }
  }
});

test('what is for one has memory that is used again when it has been sent, unless somebody keeps it', () => {
  const [first, second] = ['a', 'b'].map((letter) => JSON.stringify({ text: letter.repeat(20_000) }));
  const sent = write(first as string);
  const answer = findWhole(sent);
  assert(answer?.isBorrowed);
  const copy = writeResultBytes(sent);
  answer.release();
  answer.release();
  const [one, other] = [write(second as string), write(second as string)];
  assert.notEqual(findWhole(one)?.bytes.buffer, findWhole(other)?.bytes.buffer);
  assert.equal(copy.toString(), `{"data":${first}}`);
  assert.throws(() => sent.data, TypeError);

  const kept = write(first as string);
  keepResult(kept);
  findWhole(kept)?.release();
  write(second as string);
  assert.deepEqual(kept, { data: JSON.parse(first as string) });
});

test('data becomes an object when somebody looks, and what is done to it is sent', () => {
  const result = write('{"a":1}') as { data?: Record<string, unknown> | null };
  assert.deepEqual(result, { data: { a: 1 } });
  assert.deepEqual({ ...result }, { data: { a: 1 } });
  const changed = write('{"a":1}') as { data?: Record<string, unknown> | null };
  if (changed.data) changed.data['a'] = 2;
  assert.equal(writeResult(changed), '{"data":{"a":2}}');
  const replaced = write('{"a":1}') as { data?: Record<string, unknown> | null };
  replaced.data = null;
  assert.equal(writeResult(replaced), '{"data":null}');
});

test('whoever only reads leaves the text as it is', () => {
  const result = write('{"a": 1}');
  assert.deepEqual(readData(result), { a: 1 });
  assert(hasData(result) && findWritten(result));
  assert.equal(writeResult(result), '{"data":{"a": 1}}');
});
