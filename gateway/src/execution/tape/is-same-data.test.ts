import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestNames } from '../../../tests/helpers/test-names.ts';
import { isSameData } from './is-same-data.ts';
import { merge } from './merge.ts';
import { Tape } from './tape.ts';
import { find, replace } from './values.ts';

const names = new TestNames(['a', 'b']);
const merged = (tape: Tape, target: number, ...sources: number[]) => {
  for (const source of sources) merge(tape, target, source, () => true);
  return target;
};

test('objects of one text are the same, those of another are not', () => {
  using tape = new Tape(names);
  const texts = [
    '{}',
    '{"a":1}',
    '{"a":2}',
    '{"b":1}',
    '{"a":1,"b":1}',
    '{"a":null}',
    '{"a":{}}',
    '{"a":[]}',
    '{"a":[{}]}',
  ];
  for (const one of texts)
    for (const other of texts)
      assert.equal(isSameData(tape, tape.read(one), tape.read(other)), one === other, `${one} ${other}`);
});

test('what was merged into them, and into what they hold, counts', () => {
  using tape = new Tape(names);
  const [more, other] = [tape.read('{"b":1}'), tape.read('{"b":2}')];
  const create = () => tape.read('{"a":[{"a":1},2]}');
  assert(isSameData(tape, merged(tape, create(), more), merged(tape, create(), more)));
  assert(!isSameData(tape, merged(tape, create(), more), create()));
  assert(!isSameData(tape, merged(tape, create(), more), merged(tape, create(), other)));
  assert(!isSameData(tape, merged(tape, create(), more, other), merged(tape, create(), more)));
  const deep = merged(tape, create(), tape.read('{"a":[{"b":1},2]}'));
  assert(!isSameData(tape, deep, create()));
});

test('what took the place of something counts', () => {
  using tape = new Tape(names);
  const { cells } = tape.heap;
  const [taken, other] = [tape.read('{"b":1}'), tape.read('{"b":1}')];
  const create = (object: number) => {
    const holder = tape.read('{"a":{},"b":2}');
    replace(cells, find(cells, holder, names.keyOf('a')), object);
    return holder;
  };
  assert(isSameData(tape, create(taken), create(taken)));
  assert(!isSameData(tape, create(taken), create(other)));
  assert(!isSameData(tape, create(taken), tape.read('{"a":{},"b":2}')));
});
