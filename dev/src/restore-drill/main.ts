// npm run drill:restore: restores a database of this machine to a moment before an accident, and says how long it took.
import { parseArgs } from 'node:util';
import { drillRestore } from './drill-restore.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '20000' } } });
const rows = Number(values.rows);
if (!Number.isInteger(rows) || rows < 1) {
  console.error('--rows: expected a whole number of at least 1');
  process.exit(2);
}
const report = await drillRestore(rows);
console.log(`restored      ${report.restoredRows} of ${report.expectedRows} rows`);
console.log(
  `recovery time ${(report.recoveryTimeMs / 1000).toFixed(1)} s, ${(report.walBytes / 1e6).toFixed(0)} MB of log`,
);
console.log(`recovery point ${report.recoveryPointMs.toFixed(0)} ms before the moment asked for`);
if (report.restoredRows !== report.expectedRows) process.exitCode = 1;
