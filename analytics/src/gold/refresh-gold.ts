import type { Warehouse } from '../warehouse/open-warehouse.ts';
import { readSql } from '../warehouse/read-sql.ts';
import { type GoldTable, goldTables } from './gold-tables.ts';

/** Days (UTC, as `2026-06-01`) of which files have to be published again, by table; 'whole' for a table in one. */
export type TouchedPeriods = ReadonlyMap<string, readonly string[]>;

const hourMs = 3_600_000;

/**
 * Computes gold again for the hours, days and weeks in which something changed, so that late and repeated events come out
 * right by construction.
 *
 * @param touched starts of hours; 'all' for everything
 * @param tables each after those that it is made of; default all
 */
export async function refreshGold(
  warehouse: Warehouse,
  touched: readonly Date[] | 'all',
  tables: readonly GoldTable[] = goldTables,
): Promise<TouchedPeriods> {
  if (touched !== 'all' && touched.length === 0) return new Map();
  return warehouse.transaction(async () => {
    const periods = new Map<string, readonly string[]>();
    for (const table of tables) periods.set(table.name, await refreshTable(warehouse, table, touched));
    return periods;
  });
}

async function refreshTable(
  warehouse: Warehouse,
  table: GoldTable,
  touched: readonly Date[] | 'all',
): Promise<string[]> {
  const { run } = warehouse;
  const { name, grain, period } = table;
  const sql = await readSql(name);
  if (grain === 'whole' || !period) {
    await run(`create or replace table ${name} as ${sql}`);
    return ['whole'];
  }
  if (touched === 'all') {
    await run('create or replace temp view source_activity as select * from silver_activity');
    await run(`create or replace table ${name} as ${sql}`);
    return dayOf(warehouse, `select distinct ${period} as period from ${name}`);
  }
  const starts = [...new Set(touched.map((hour) => startOf(hour, grain)))].sort((a, b) => a - b);
  const list = starts.map((start) => `timestamp '${new Date(start).toISOString().slice(0, 19)}'`).join(', ');
  await run(`create or replace temp table touched_periods as select unnest([${list}]) as period`);
  // The bounds let DuckDB leave most of silver out before it looks for the periods.
  const first = list.split(', ')[0];
  await run(`create or replace temp view source_activity as select * from silver_activity
    where occurred_at >= ${first} and occurred_at < ${list.split(', ').at(-1)} + interval 1 ${grain}
      and date_trunc('${grain}', occurred_at) in (select period from touched_periods)`);
  await run(`create table if not exists ${name} as select * from (${sql}) where false`);
  await run(`delete from ${name} where cast(${period} as timestamp) in (select period from touched_periods)`);
  await run(`insert into ${name} ${sql}`);
  return dayOf(warehouse, 'select period from touched_periods');
}

/** The days that periods begin in. */
async function dayOf(warehouse: Warehouse, periods: string): Promise<string[]> {
  const rows = await warehouse.query<{ day: string }>(
    `select distinct strftime(cast(period as timestamp), '%Y-%m-%d') as day from (${periods}) order by day`,
  );
  return rows.map(({ day }) => day);
}

/** Milliseconds since 1970 of the start of a period. 1970 began on a Thursday. */
function startOf(hour: Date, grain: 'hour' | 'day' | 'week'): number {
  const at = hour.getTime();
  if (grain === 'hour') return at;
  const day = Math.floor(at / (24 * hourMs));
  if (grain === 'day') return day * 24 * hourMs;
  return (Math.floor((day + 3) / 7) * 7 - 3) * 24 * hourMs;
}
