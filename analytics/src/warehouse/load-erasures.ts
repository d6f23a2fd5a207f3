import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warehouse } from './open-warehouse.ts';

/**
 * Removes all that is known of those who are erased, and whatever comes of them later; the hours in which they did something
 * are counted again.
 *
 * @returns how many events were removed
 */
export async function loadErasures(warehouse: Warehouse, landing: string): Promise<number> {
  const { run, query } = warehouse;
  const names = await readdir(join(landing, 'erasures')).catch(() => [] as string[]);
  const files = names
    .filter((name) => /^\d{20}\.parquet$/.test(name))
    .map((name) => `'${join(landing, 'erasures', name).replaceAll("'", "''")}'`);
  if (files.length === 0) return 0;
  await run(
    `create or replace temp table erased as select distinct user_id from read_parquet([${files.join(', ')}], union_by_name = true)`,
  );
  const [found] = await query<{ n: bigint }>(
    'select count(*) as n from silver_activity where user_id in (select user_id from erased)',
  );
  const isKnown = Number(found?.n ?? 0);
  const tables = await query<{ name: string }>(
    "select distinct table_name as name from duckdb_columns() where column_name = 'user_id' and schema_name = 'main' and not internal and table_name in (select table_name from duckdb_tables() where not temporary)",
  );
  await warehouse.transaction(async () => {
    await run(`insert or ignore into touched_hours select distinct date_trunc('hour', occurred_at)
      from silver_activity where user_id in (select user_id from erased)`);
    for (const { name } of tables)
      await run(`delete from ${name} where user_id in (select user_id from erased)`);
  });
  return isKnown;
}

export interface PruneOptions {
  readonly now: () => number;
  /** Of what may hold what was deleted since. */
  readonly keepMs: number;
  /** Of the list of those who are erased: longer than any event of theirs can be late. */
  readonly keepErasuresMs: number;
}

/**
 * Removes files of the landing zone that are older than they are kept, for they hold what was deleted since; of the events
 * those alone that are loaded.
 *
 * @returns how many
 */
export async function pruneLanding(
  warehouse: Warehouse,
  landing: string,
  { now, keepMs, keepErasuresMs }: PruneOptions,
): Promise<number> {
  const [state] = await warehouse.query<{ last_file: bigint }>(
    "select last_file from loaded_files where source = 'activity'",
  );
  const entries = await readdir(landing, { withFileTypes: true }).catch(() => []);
  let removed = 0;
  for (const { name: table } of entries.filter((entry) => entry.isDirectory())) {
    const last = table === 'activity' ? Number(state?.last_file ?? 0) : Number.POSITIVE_INFINITY;
    const before = now() - (table === 'erasures' ? keepErasuresMs : keepMs);
    for (const name of await readdir(join(landing, table))) {
      const path = join(landing, table, name);
      if (!/^\d{20}\.parquet$/.test(name) || Number(name.slice(0, 20)) > last) continue;
      if ((await stat(path)).mtimeMs > before) continue;
      await rm(path, { force: true });
      removed += 1;
    }
  }
  return removed;
}
