import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveMemory, takeMemory } from './reused-memory.ts';

test('memory is used again by who asks for no more than it has, and by one at a time', () => {
  const first = takeMemory(1_000);
  const second = takeMemory(1_000);
  assert.notEqual(first, second);
  giveMemory(first);
  assert.equal(takeMemory(100_000), first);
  giveMemory(second);
  const larger = takeMemory(1_000_000);
  assert(larger.length >= 1_000_000);
  assert.notEqual(larger, second);
  giveMemory(larger);
  assert.equal(takeMemory(131_073), larger);
});

test('what is larger than anything that is kept is not kept', () => {
  const huge = takeMemory(20 * 1024 * 1024);
  assert.equal(huge.length, 20 * 1024 * 1024);
  giveMemory(huge);
  assert.notEqual(takeMemory(20 * 1024 * 1024), huge);
});
