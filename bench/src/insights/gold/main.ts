import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { goldTables } from '@headgate/analytics/gold/gold-tables.ts';
import { publishGold } from '@headgate/analytics/gold/publish-gold.ts';
import { refreshGold, type TouchedPeriods } from '@headgate/analytics/gold/refresh-gold.ts';
import { refreshModels } from '@headgate/analytics/models/refresh-models.ts';
import { openWarehouse, type Warehouse } from '@headgate/analytics/warehouse/open-warehouse.ts';
import { answerParent } from '../../testbed/answer-parent.ts';
import { fillWarehouse } from './fill-warehouse.ts';
import type { GoldAnswer, GoldQuestion } from './gold-question.ts';

/** What DuckDB may have; the process has some hundred MiB beside it. */
const memoryLimit = '1300MB';
const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;
/** Events that arrive together. */
const portion = 1_000_000;
const hourly = goldTables.filter(({ name }) => name === 'hourly_activity');
/** A Monday. */
const start = Date.UTC(2026, 0, 5);

let warehouse: Warehouse;
let directory = '';
let events = 0;
let days = 0;

answerParent<GoldQuestion, GoldAnswer>(async (question) => {
  if (question.kind === 'fill') {
    ({ directory, events, days } = question);
    warehouse = await openWarehouse({ file: join(directory, 'warehouse.duckdb'), memoryLimit, threads: 2 });
  }
  const touched = question.kind === 'day' ? await addDay() : 'all';
  const before = performance.now();
  if (question.kind === 'fill') await fill();
  else if (question.kind === 'models') await learn();
  else if (question.kind === 'hourly') await refreshGold(warehouse, 'all', hourly);
  else await publish(await refreshGold(warehouse, touched));
  const ms = performance.now() - before;
  const { size } = await stat(join(directory, 'warehouse.duckdb'));
  return { ms, peakBytes: readPeak(), storedBytes: size };
});

async function fill(): Promise<void> {
  const perDay = events / days;
  for (let from = 0; from < events; from += portion)
    await fillWarehouse(warehouse, { from, to: Math.min(events, from + portion), start, perDay });
  await warehouse.run('checkpoint');
}

/** @returns the hours that it touches */
async function addDay(): Promise<Date[]> {
  const perDay = events / days;
  const day = start + days * dayMs;
  await fillWarehouse(warehouse, { from: events, to: events + perDay, start, perDay });
  events += perDay;
  days += 1;
  return Array.from({ length: 24 }, (_, hour) => new Date(day + hour * hourMs));
}

async function learn(): Promise<void> {
  const now = () => start + days * dayMs;
  // As many users with rules as a small company has customers.
  const users = Array.from({ length: 1000 }, (_, user) => `user-${user}`);
  const { touched } = await refreshModels(warehouse, { now, horizonDays: 30, users });
  await publish(touched);
}

async function publish(touched: TouchedPeriods): Promise<void> {
  await publishGold(warehouse, join(directory, 'gold'), { touched, now: Date.now });
}

/** https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function readPeak(): number {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
