import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDrift, readGenerated } from './find-drift.ts';

test('a file that is changed, added or removed has drifted', () => {
  const before = new Map([
    ['same', '1'],
    ['changed', '1'],
    ['removed', '1'],
  ]);
  const after = new Map([
    ['same', '1'],
    ['changed', '2'],
    ['added', '1'],
  ]);
  assert.deepEqual(findDrift(before, after), ['added', 'changed', 'removed']);
});

test('the composed supergraph and the resolver types are among the generated files', async () => {
  const paths = [...(await readGenerated()).keys()];
  assert(paths.includes('supergraph.graphql'));
  assert(paths.includes('subgraphs/accounts/src/__generated__/resolvers.ts'));
});
