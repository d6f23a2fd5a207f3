import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beforeExit, runBeforeExit } from './before-exit.ts';

test('each action runs once, and one that fails holds up no other', async () => {
  const ran: string[] = [];
  beforeExit(async () => {
    throw new Error('collector is gone');
  });
  beforeExit(async () => {
    ran.push('flush');
  });
  await runBeforeExit();
  await runBeforeExit();
  assert.deepEqual(ran, ['flush']);
});
