import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FetchDataRewrite } from '@apollo/query-planner';
import { compileRepresentation } from '../fetching/compile-representation.ts';
import { compileRewrites } from './rewrite-data.ts';

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

test('a renamed key keeps its value, whatever that is', () => {
  const data = { list: [{ a: 0 }, { a: '' }, { a: false }, { a: null }, { b: 1 }] };
  compileRewrites([rename(['list', 'a'], 'z')], types)?.(data);
  assert.deepEqual(data, { list: [{ z: 0 }, { z: '' }, { z: false }, { z: null }, { b: 1 }] });
});

test('a rewrite applies to objects that meet its type condition, or do not say what they are', () => {
  const data = [{ __typename: 'Book', a: 1 }, { __typename: 'Film', a: 1 }, { a: 1 }];
  compileRewrites([rename(['... on Media', 'a'], 'z')], types)?.(data);
  assert.deepEqual(data, [{ __typename: 'Book', z: 1 }, { __typename: 'Film', a: 1 }, { z: 1 }]);
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
    { types },
  );
  const book = { __typename: 'Book', id: 0, _r0__price: null, o: [{ n: 1 }, null], extra: 1 };
  assert.equal(write(book), '{"__typename":"Media","id":0,"price":null,"o":[{"m":1},null]}');
  assert.equal(write({ ...book, id: undefined }), undefined);
  assert.equal(write({ ...book, o: [{}] }), undefined);
  assert.equal(write({ ...book, __typename: 'Film' }), undefined);
  assert.equal(write({ id: 1 }), undefined);
});
