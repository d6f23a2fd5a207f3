import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openHeap } from '../../tape/tape-heap.ts';
import { EntityList } from './entity-list.ts';

/** A list of one entity for each representation, in their order; undefined is one that is begun and given up. */
function write(representations: readonly (string | undefined)[]): EntityList {
  const list = new EntityList();
  for (const [entity, representation] of representations.entries()) {
    list.beginNext(openHeap()).text(representation ?? 'given up');
    if (representation === undefined) continue;
    assert.equal(list.readNext(), representation);
    list.add(entity);
  }
  list.close();
  return list;
}

const representation = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((id) => JSON.stringify({ id })),
  fc.nat().map((id) => JSON.stringify({ id })),
  fc.constant(undefined),
);

test('representations are one text, and each can be read, whatever their characters take', () => {
  fc.assert(
    fc.property(fc.array(representation, { maxLength: 50 }), (all) => {
      const list = write(all);
      const kept = all.filter((one) => one !== undefined);
      assert.equal(list.length, kept.length);
      assert.equal(list.text, kept.join());
      assert.deepEqual(list.representations(), kept);
    }),
  );
});

test('what is left of a list is a list', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(representation, fc.boolean()), { maxLength: 50 }), (all) => {
      const written = all.filter(([one]) => one !== undefined);
      const list = write(written.map(([one]) => one));
      const left = list.filter((position) => written[position]?.[1] === true);
      const expected = [...written.entries()].filter(([, [, stays]]) => stays);
      assert.deepEqual(
        left.representations(),
        expected.map(([, [one]]) => one),
      );
      assert.equal(left.text, left.representations().join());
      assert.deepEqual(
        left.all(),
        expected.map(([entity]) => entity),
      );
    }),
  );
});

test('a group keeps the entities that joined it', () => {
  const list = write(['{"id":1}', '{"id":2}', '{"id":3}']);
  list.join(1, 10);
  list.join(1, 11);
  assert.deepEqual(list.at(1), [1, 10, 11]);
  assert.deepEqual(list.all(), [0, 1, 10, 11, 2]);
  const left = list.filter((position) => position > 0);
  assert.deepEqual(left.all(), [1, 10, 11, 2]);
  assert.deepEqual([left.at(0), left.othersAt(1)], [[1, 10, 11], undefined]);
});
