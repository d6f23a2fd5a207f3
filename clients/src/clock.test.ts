import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learnTime, now } from './clock.ts';

test('a device whose clock is wrong goes by the server, and one that is about right by itself', () => {
  const serverMs = Date.parse('2026-06-01T12:00:00.000Z');
  const date = new Date(serverMs).toUTCString();
  learnTime(date, serverMs + 86_400_000);
  assert.equal(now(serverMs + 86_400_000 + 5_000), serverMs + 5_000);
  learnTime(date, serverMs - 7_200_000);
  assert.equal(now(serverMs - 7_200_000), serverMs);
  learnTime(null);
  assert.equal(now(serverMs - 7_200_000), serverMs, 'an answer that says nothing changes nothing');
  learnTime(date, serverMs + 30_000);
  assert.equal(now(serverMs + 30_000), serverMs + 30_000);
});
