import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EngineDeferredPart } from '../../../execution/engine.ts';
import { Names } from '../../../execution/tape/names.ts';
import { Tape } from '../../../execution/tape/tape.ts';
import { AnswerWriter } from '../../../execution/writing/answer-writer.ts';
import { createResult, findWritten } from '../../../execution/writing/create-result.ts';
import { WrittenAnswer } from '../../../execution/writing/written-answer.ts';
import { type PartsFormat, writeParts } from './write-parts.ts';

/** As the engine writes it. */
function write<Rest extends object>(json: string, rest: Rest) {
  using tape = new Tape(new Names(() => false));
  using writer = new AnswerWriter(tape.heap);
  writer.text(`{"data":${json}}`);
  return createResult(new WrittenAnswer(writer, 'part'), rest);
}

/** The texts of the payloads, in one answer whose first part has nothing but a name. */
async function read(format: PartsFormat, batches: readonly (readonly EngineDeferredPart[])[]) {
  async function* parts() {
    yield* batches;
  }
  const { contentType, payloads } = writeParts(
    {
      kind: 'incremental',
      status: undefined,
      headers: {},
      initial: write('{"name": 1.0}', {}),
      pending: [{ path: [] }],
      parts: parts(),
    },
    format,
  );
  assert.match(contentType, /^multipart\/mixed; boundary="-"; /);
  const whole = (await Array.fromAsync(payloads)).map(String).join('');
  const head = 'content-type: application/json; charset=utf-8\r\n\r\n';
  assert(whole.startsWith(`\r\n---\r\n${head}`) && whole.endsWith('\r\n-----\r\n'));
  const texts = whole.slice('\r\n---\r\n'.length, -'\r\n-----\r\n'.length).split('\r\n---\r\n');
  for (const text of texts) assert(text.startsWith(head));
  return texts.map((text) => text.slice(head.length));
}

const errors = [{ message: 'é' }];

test('parts come as the engine wrote them, short and long', async () => {
  const short = '{ "a": "\\ud83d\\ude00 é", "b": 1.0 }';
  const long = JSON.stringify({ text: 'é"\\'.repeat(20_000) });
  const batches = () => [
    [write(short, { path: [] }), write(long, { path: ['a', 0], label: 'é' })],
    [write(long, { path: ['b'], errors }), { data: null, path: ['c'], errors }],
  ];
  assert.deepEqual(await read('20220824', batches()), [
    '{"data":{"name": 1.0},"hasNext":true}',
    `{"incremental":[{"data":${short},"path":[]},{"data":${long},"path":["a",0],"label":"é"}],"hasNext":true}`,
    `{"incremental":[{"data":${long},"path":["b"],"errors":[{"message":"é"}]},{"data":null,"path":["c"],"errors":[{"message":"é"}]}],"hasNext":true}`,
    '{"hasNext":false}',
  ]);
  assert.deepEqual(await read('v0.2', batches()), [
    '{"data":{"name": 1.0},"pending":[{"id":"0","path":[]}],"hasNext":true}',
    `{"incremental":[{"id":"0","data":${short}},{"id":"1","data":${long}}],"pending":[{"id":"1","path":["a",0],"label":"é"}],"completed":[{"id":"0"},{"id":"1"}],"hasNext":true}`,
    `{"incremental":[{"id":"2","data":${long},"errors":[{"message":"é"}]}],"pending":[{"id":"2","path":["b"]},{"id":"3","path":["c"]}],"completed":[{"id":"2"},{"id":"3","errors":[{"message":"é"}]}],"hasNext":true}`,
    '{"hasNext":false}',
  ]);
});

test('a part that somebody has looked at is written from what it has become', async () => {
  for (const format of ['20220824', 'v0.2'] as const) {
    const part = write('{"a": 1.0, "b": 9007199254740993}', { path: [] });
    assert.deepEqual(part.data?.['a'], 1);
    assert.equal(findWritten(part), undefined);
    if (part.data) part.data['a'] = 'é';
    const emptied: EngineDeferredPart = write('{"a":1}', { path: ['b'] });
    Object.assign(emptied, { data: null });
    const [, text = ''] = await read(format, [[part, emptied]]);
    assert(text.includes('"data":{"a":"é","b":9007199254740993}'), text);
    assert(!text.includes('"a":1'), text);
  }
});

test('a batch of parts that have all failed has no data in the format by ids', async () => {
  const [, text] = await read('v0.2', [[{ data: null, path: [], errors }]]);
  assert.equal(text, '{"completed":[{"id":"0","errors":[{"message":"é"}]}],"hasNext":true}');
});
