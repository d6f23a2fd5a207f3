import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestNames } from '../../../tests/helpers/test-names.ts';
import { Tape } from './tape.ts';
import { repeated, replace, resolve, type TapeValue } from './values.ts';
import { compileVisitObjects } from './visit-objects.ts';
import { compileWalkPath } from './walk-path.ts';

const names = new TestNames(['users', 'friend', 'id', '__proto__', 'constructor']);
const path = ['users', '@', 'friend'];
const walk = compileWalkPath(path, names);

function collect(tape: Tape, root: TapeValue): readonly unknown[] {
  const visited: unknown[] = [];
  walk(tape, root, (object) => {
    visited.push(names.build(tape, object));
    return object;
  });
  return visited;
}

test('objects at a path are visited in order, through lists of lists and around nulls', () => {
  using tape = new Tape(names);
  const users = [{ friend: { id: 1 } }, [{ friend: [{ id: 2 }, null] }], null, 'text', {}, { friend: null }];
  const root = tape.read(JSON.stringify({ users }));
  assert.deepEqual(collect(tape, root), [{ id: 1 }, { id: 2 }]);
  const lineages: unknown[] = [];
  compileVisitObjects(path, names)(tape, root, (lineage) => {
    lineages.push(lineage.map((object) => names.build(tape, object)));
  });
  assert.deepEqual(lineages, [
    [{ users }, { friend: { id: 1 } }, { id: 1 }],
    [{ users }, { friend: [{ id: 2 }, null] }, { id: 2 }],
  ]);
});

test('an object that stands at several places is visited once', () => {
  using tape = new Tape(names);
  const { cells } = tape.heap;
  const [root, friend, other] = ['{"users":[{"friend":{}},{"friend":{}}]}', '{"id":1}', '{}'].map((json) =>
    tape.read(json),
  ) as [TapeValue, TapeValue, TapeValue];
  let place = 0;
  walk(tape, root, (object) => {
    place ||= object;
    return friend;
  });
  assert.deepEqual(collect(tape, root), [{ id: 1 }, { id: 1 }]);
  cells[friend] = (cells[friend] as number) | repeated;
  tape.hasRepeats = true;
  assert.deepEqual(collect(tape, root), [{ id: 1 }]);
  replace(cells, place, other);
  assert.equal(resolve(cells, place), other);
});

test('what a visit returns takes the place of what was there', () => {
  using tape = new Tape(names);
  const root = tape.read('{"users":[{"friend":{"id":1}},{"friend":[{"id":3}]}]}');
  const other = tape.read('{"id":2}');
  walk(tape, root, () => other);
  assert.deepEqual(names.build(tape, root), { users: [{ friend: { id: 2 } }, { friend: [{ id: 2 }] }] });
});

test('visiting goes on when a visitor makes the heap grow', () => {
  using tape = new Tape(names);
  const root = tape.read(
    JSON.stringify({ users: Array.from({ length: 50 }, (_, id) => ({ friend: { id } })) }),
  );
  const visited: unknown[] = [];
  compileVisitObjects(path, names)(tape, root, (lineage) => {
    tape.takeCells(2 ** 18);
    visited.push(names.build(tape, lineage.at(-1) ?? 0));
  });
  assert.deepEqual(
    visited,
    Array.from({ length: 50 }, (_, id) => ({ id })),
  );
});

test('names of the prototype are names like any other', () => {
  using tape = new Tape(names);
  const walkProto = compileWalkPath(['__proto__', 'constructor'], names);
  const root = tape.read('{"__proto__":{"constructor":{"id":1}}}');
  const other = tape.read('{"id":2}');
  walkProto(tape, root, () => other);
  assert.equal(JSON.stringify(names.build(tape, root)), '{"__proto__":{"constructor":{"id":2}}}');
  walkProto(tape, tape.read('{}'), () => assert.fail('there is nothing to visit'));
});
