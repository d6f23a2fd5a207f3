import assert from 'node:assert/strict';
import { it } from 'node:test';
import { effectivePartitionKey } from './effective-partition-key.ts';

// What Microsoft's SDKs give for the same keys; the first two stand in the tests of their JavaScript SDK.
const known: [unknown[], string][] = [
  [['redmond'], '22E342F38A486A088463DFF7838A5963'],
  [['partitionKey'], '013AEFCF77FA271571CF665A58C933F1'],
];

it('lays a key where the SDKs lay it', () => {
  for (const [key, expected] of known) assert.equal(effectivePartitionKey(JSON.stringify(key)), expected);
});

it('lays the levels of a key one after another', () => {
  const [first, second] = ['a', 'b'].map((level) => effectivePartitionKey(JSON.stringify([level])));
  assert.equal(effectivePartitionKey('["a","b"]'), `${first}${second}`);
});

it('tells values of different types apart', () => {
  const keys = [1, '1', true, false, null, {}].map((value) => effectivePartitionKey(JSON.stringify([value])));
  assert.equal(new Set(keys).size, keys.length);
});
