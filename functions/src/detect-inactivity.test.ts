import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { detectInactivity } from './detect-inactivity.ts';

test('all users who are due are looked after, whoever fails', async () => {
  const users = Array.from({ length: 20 }, (_, index) => `user-${index}`);
  const asked: string[] = [];
  const dependencies = {
    listDue: async () => users,
    async evaluateSilence(userId: string) {
      asked.push(userId);
      if (userId === 'user-3') throw new Error('away');
      return [];
    },
  };
  await assert.rejects(detectInactivity(dependencies), /1 users stay due: Error: away/);
  assert.deepEqual(asked.toSorted(), users.toSorted());
});

test('it answers how many alerts were raised', async () => {
  const alerts = [{}, {}] as AlertDocument[];
  const dependencies = { listDue: async () => ['ada', 'ben'], evaluateSilence: async () => alerts };
  assert.equal(await detectInactivity(dependencies), 4);
});
