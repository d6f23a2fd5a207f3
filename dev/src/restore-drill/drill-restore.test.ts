import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drillRestore } from './drill-restore.ts';

test('everything that was there before an accident is restored, and the accident is not', async (t) => {
  const report = await drillRestore(50);
  assert.equal(report.expectedRows, 100);
  assert.equal(report.restoredRows, report.expectedRows);
  assert(report.recoveryPointMs >= 0, `${report.recoveryPointMs}`);
  t.diagnostic(JSON.stringify(report));
});
