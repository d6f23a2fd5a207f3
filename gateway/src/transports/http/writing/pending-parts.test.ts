import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPendingParts } from './pending-parts.ts';

test('a part that was announced and never came is completed in the end', () => {
  const parts = createPendingParts();
  const path = ['users', 0];
  assert.deepEqual(
    parts.announce([
      { path, label: undefined },
      { path, label: undefined },
      { path: ['users', 1], label: 'a' },
    ]),
    [
      { id: '0', path },
      { id: '1', path },
      { id: '2', path: ['users', 1], label: 'a' },
    ],
  );
  const part = { data: { name: 'Ada' }, path };
  assert.deepEqual(parts.complete([part]), {
    incremental: [{ id: '0', part }],
    completed: [{ id: '0' }],
  });
  assert.deepEqual(parts.completeRest(), { completed: [{ id: '1' }, { id: '2' }] });
  assert.equal(parts.completeRest(), undefined);
});
