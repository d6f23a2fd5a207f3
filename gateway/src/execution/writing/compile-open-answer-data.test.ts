import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Names } from '../tape/names.ts';
import { Tape } from '../tape/tape.ts';
import { openHeap } from '../tape/tape-heap.ts';
import { AnswerWriter } from './answer-writer.ts';
import { compileOpenAnswerData } from './compile-open-answer-data.ts';
import { createResult, findWritten } from './create-result.ts';
import { WrittenAnswer } from './written-answer.ts';

function write(json: string) {
  using tape = new Tape(new Names(() => false));
  using writer = new AnswerWriter(tape.heap);
  writer.text(`{"data":${json}}`);
  return createResult(new WrittenAnswer(writer, 'whole'));
}

const open = compileOpenAnswerData(['items', 'name']);
const [items, name] = [0, 1];

/** How many items have a name. */
function countNamed(result: object): number {
  using data = open(result);
  assert(data);
  assert(data.isObject(data.root));
  const list = data.find(data.root, items);
  let count = 0;
  data.visitItems(list, (item) => {
    if (data.find(item, name) !== 0) count += 1;
  });
  return count;
}

test('data is looked at as the engine wrote it, and stays so', () => {
  for (const padding of ['', 'é'.repeat(20_000)]) {
    const others = `"other": {"items": [1], "name": "\\"${padding}"}`;
    const result = write(
      `{ ${others}, "items" : [ {"name":"a"}, {"name":null}, {"name": 0, "n\\u0061me2": 1}, {} ] }`,
    );
    assert.equal(countNamed(result), 2);
    assert(findWritten(result), 'nobody has made objects of it');
  }
});

test('of equal keys, as custom scalars may have, the last one counts', () => {
  assert.equal(countNamed(write('{"items":[],"items":[{"name":1,"name":null},{"name":null,"name":2}]}')), 1);
});

test('what a plugin has made of data is looked at, and there may be none', () => {
  const result = write('{"items":[{"name":"a"}]}');
  if (result.data) result.data['items'] = [{ name: 'a' }, { name: 'b' }];
  assert.equal(countNamed(result), 2);
  for (const empty of [write('null'), { data: null }, { errors: [] }]) {
    using data = open(empty);
    assert.equal(data?.root, 0);
  }
});

test('memory is given back', (t) => {
  const heap = openHeap();
  const [take, give] = [t.mock.method(heap, 'take'), t.mock.method(heap, 'give')];
  const result = write('{"items":[]}');
  const taken = take.mock.callCount();
  countNamed(result);
  assert(take.mock.callCount() > taken);
  assert.equal(give.mock.callCount(), take.mock.callCount());
});
