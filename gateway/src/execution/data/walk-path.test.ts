import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DataObject } from './response-data.ts';
import { compileWalkPath } from './walk-path.ts';

const walk = compileWalkPath(['users', '@', 'friend']);

function collect(root: DataObject, repeated: ReadonlySet<DataObject> = new Set()): readonly DataObject[] {
  const visited: DataObject[] = [];
  walk(root, repeated, (object) => {
    visited.push(object);
    return object;
  });
  return visited;
}

test('objects at a path are visited in order, through lists of lists and around nulls', () => {
  const users = [{ friend: { id: 1 } }, [{ friend: [{ id: 2 }, null] }], null, 'text', {}, { friend: null }];
  assert.deepEqual(collect({ users }), [{ id: 1 }, { id: 2 }]);
});

test('an object that stands at several places is visited once', () => {
  const friend = { id: 1 };
  const user = { friend };
  assert.deepEqual(collect({ users: [user, user, { friend }] }, new Set([user, friend])), [friend]);
});

test('what a visit returns takes the place of what was there', () => {
  const other = { id: 2 };
  const root: DataObject = { users: [{ friend: { id: 1 } }, { friend: [{ id: 3 }] }] };
  walk(root, new Set(), () => other);
  assert.deepEqual(root, { users: [{ friend: other }, { friend: [other] }] });
});

test('names of the prototype are names like any other', () => {
  const walkProto = compileWalkPath(['__proto__', 'constructor']);
  const root = JSON.parse('{"__proto__":{"constructor":{"id":1}}}');
  const other = { id: 2 };
  walkProto(root, new Set(), () => other);
  assert.equal(JSON.stringify(root), '{"__proto__":{"constructor":{"id":2}}}');
  walkProto({}, new Set(), () => assert.fail('there is nothing to visit'));
});
