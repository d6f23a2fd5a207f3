import { rename, rm } from 'node:fs/promises';
import { openWarehouse } from '../warehouse/open-warehouse.ts';

/**
 * Writes the warehouse anew, sorted by the day of arrival and clustered by user, and puts the new file in the place of the
 * old one: what was deleted is gone from the disk then, which a database does not promise otherwise. Nobody may have it open.
 *
 * @returns events in it
 */
export async function compactWarehouse(file: string): Promise<number> {
  const compacted = `${file}.compacted`;
  await rm(compacted, { force: true });
  // With the keys that a copy of a table does not have.
  await (await openWarehouse({ file: compacted }))[Symbol.asyncDispose]();
  let events = 0;
  {
    await using warehouse = await openWarehouse({ file });
    const { run, query } = warehouse;
    await run(`attach '${compacted.replaceAll("'", "''")}' as compacted`);
    const tables = await query<{ name: string }>(
      "select table_name as name from duckdb_tables() where database_name = current_database() and schema_name = 'main' and not temporary",
    );
    for (const { name } of tables) {
      const order =
        name === 'silver_activity' ? ' order by ingest_date, hash(user_id), user_id, occurred_at' : '';
      await run(`create table if not exists compacted.${name} as select * from ${name} where false`);
      await run(`insert into compacted.${name} select * from ${name}${order}`);
    }
    await run('detach compacted');
    const [counted] = await query<{ events: bigint }>('select count(*) as events from silver_activity');
    events = Number(counted?.events ?? 0);
  }
  await rename(compacted, file);
  await rm(`${file}.wal`, { force: true });
  return events;
}
