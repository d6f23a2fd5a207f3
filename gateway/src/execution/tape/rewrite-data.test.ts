import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FetchDataRewrite } from '@apollo/query-planner';
import { TestNames } from '../../../tests/helpers/test-names.ts';
import { compileRepresentation } from '../fetching/compile-representation.ts';
import { AnswerWriter } from '../writing/answer-writer.ts';
import { compileRewrites } from './rewrite-data.ts';
import { Tape } from './tape.ts';

const types = {
  isObjectType: (name: string) => name !== 'Media',
  isComposite: () => true,
  keysOfReference: () => undefined,
  isFieldName: () => false,
  meets: (name: string, condition: string) =>
    name === condition || (condition === 'Media' && name === 'Book'),
};
const rename = (path: string[], renameKeyTo: string): FetchDataRewrite => ({
  kind: 'KeyRenamer',
  path,
  renameKeyTo,
});
const set = (path: string[], setValueTo: unknown): FetchDataRewrite => ({
  kind: 'ValueSetter',
  path,
  setValueTo,
});

const names = new TestNames(['list', 'a', 'b', 'z', 'id', '_r0__price', 'o', 'n']);

function rewrite(data: unknown, ...rewrites: FetchDataRewrite[]): unknown {
  using tape = new Tape(names);
  const value = tape.read(JSON.stringify(data));
  compileRewrites(rewrites, types, names)?.(tape, value);
  return names.build(tape, value);
}

test('a renamed key keeps its value, whatever that is', () => {
  const data = { list: [{ a: 0 }, { a: '' }, { a: false }, { a: null }, { b: 1 }] };
  assert.deepEqual(rewrite(data, rename(['list', 'a'], 'z')), {
    list: [{ z: 0 }, { z: '' }, { z: false }, { z: null }, { b: 1 }],
  });
});

test('a rewrite applies to objects that meet its type condition, or do not say what they are', () => {
  const data = [{ __typename: 'Book', a: 1 }, { __typename: 'Film', a: 1 }, { a: 1 }];
  assert.deepEqual(rewrite(data, rename(['... on Media', 'a'], 'z')), [
    { __typename: 'Book', z: 1 },
    { __typename: 'Film', a: 1 },
    { z: 1 },
  ]);
});

test('a renamed key takes the place of another of its name', () => {
  assert.deepEqual(rewrite({ z: 1, a: 2 }, rename(['a'], 'z')), { z: 2 });
});

test('a type is set, and nothing else is', () => {
  const data = [{ __typename: 'Book', a: 1 }, { a: 1 }];
  const typed = data.map((each) => ({ ...each, __typename: 'Media' }));
  assert.deepEqual(rewrite(data, set(['__typename'], 'Media')), typed);
  assert.throws(() => rewrite({}, set(['a'], 1)), TypeError);
});

test('a representation has the inputs of its type, rewritten', () => {
  const write = compileRepresentation(
    {
      requires: [
        {
          kind: 'InlineFragment',
          typeCondition: 'Book',
          selections: [
            { kind: 'Field', name: '__typename' },
            { kind: 'Field', name: 'id' },
            { kind: 'Field', name: 'price', alias: '_r0__price' },
            { kind: 'Field', name: 'o', selections: [{ kind: 'Field', name: 'n' }] },
          ],
        },
      ],
      inputRewrites: [set(['... on Book', '__typename'], 'Media'), rename(['o', 'n'], 'm')],
    },
    { types, names },
  );
  using tape = new Tape(names);
  using writer = new AnswerWriter(tape.heap);
  const writeOf = (entity: unknown) => {
    writer.truncate(0);
    return write(tape, tape.read(JSON.stringify(entity)), writer) ? writer.read() : undefined;
  };
  const book = { __typename: 'Book', id: 0, _r0__price: null, o: [{ n: 1 }, null], extra: 1 };
  assert.equal(writeOf(book), '{"__typename":"Media","id":0,"price":null,"o":[{"m":1},null]}');
  assert.equal(writeOf({ ...book, id: undefined }), undefined);
  assert.equal(writeOf({ ...book, o: [{}] }), undefined);
  assert.equal(writeOf({ ...book, __typename: 'Film' }), undefined);
  assert.equal(writeOf({ id: 1 }), undefined);
});
