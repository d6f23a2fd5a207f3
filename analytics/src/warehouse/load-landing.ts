import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warehouse } from './open-warehouse.ts';
import { readSql } from './read-sql.ts';

export interface LoadOutcome {
  /** Files of the landing zone that were new. */
  readonly files: number;
  readonly rows: number;
  /** Hours in which something changed, from the start of each; UTC. */
  readonly touchedHours: readonly Date[];
}

/** Files of one load, so that a backlog does not need memory for all of it. */
const maxFiles = 50;

/**
 * Takes new files of the mirrored table `activity` into silver, in one transaction with the number of the last one: whoever is
 * interrupted takes them again.
 *
 * @throws Error for a gap in the numbers, since a file that comes later would be left out for ever
 */
export async function loadLanding(warehouse: Warehouse, landing: string): Promise<LoadOutcome> {
  const { run, query } = warehouse;
  const table = 'activity';
  const [state] = await query<{ last_file: bigint }>(
    'select last_file from loaded_files where source = $table',
    { table },
  );
  const last = Number(state?.last_file ?? 0);
  const files = (await listFiles(join(landing, table))).filter((number) => number > last).slice(0, maxFiles);
  const gap = files.findIndex((number, index) => number !== last + 1 + index);
  if (gap >= 0) throw new Error(`The landing zone of '${table}' has no file ${last + 1 + gap}.`);
  if (files.length === 0) return { files: 0, rows: 0, touchedHours: [] };

  const paths = files.map((number) => quote(join(landing, table, nameOf(number))));
  const silver = await readSql('silver_activity');
  return warehouse.transaction(async () => {
    await run(
      `create or replace temp view bronze_activity as ${files.map((number, index) => bronze(paths[index] as string, number === 1)).join(' union all ')}`,
    );
    // A deletion names a key alone, so its newest version may be the one without times.
    await run(`create or replace temp table page as
      select * from (select *, row_number() over (partition by user_id, id order by file desc, cosmos_lsn desc) as version
        from bronze_activity) where version = 1`);
    await run(`create or replace temp table touched as
      select date_trunc('hour', occurred_at) as hour from page where row_marker <> 2
      union select date_trunc('hour', s.occurred_at) from silver_activity s join page p using (user_id, id)`);
    await run(
      'delete from silver_activity using page where silver_activity.user_id = page.user_id and silver_activity.id = page.id',
    );
    await run('create or replace temp view bronze_activity as select * exclude (version, file) from page');
    await run(`insert into silver_activity by name ${silver}`);
    await run('insert or replace into loaded_files values ($table, $last)', {
      table,
      last: BigInt(files.at(-1) as number),
    });
    // Until gold is published with them: whoever is interrupted finds them here.
    await run('insert or ignore into touched_hours select distinct hour from touched');
    const hours = await query<{ hour: Date }>('select hour from touched order by hour');
    const [counted] = await query<{ rows: bigint }>('select count(*) as rows from page');
    // Nothing of it stays in the process.
    await run('drop view bronze_activity; drop table page; drop table touched');
    return {
      files: files.length,
      rows: Number(counted?.rows ?? 0),
      touchedHours: hours.map(({ hour }) => hour),
    };
  });
}

const nameOf = (number: number) => `${String(number).padStart(20, '0')}.parquet`;

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The rows of one file; the first of a table has no marker, and all of its rows are new. */
function bronze(path: string, isFirst: boolean): string {
  return `select user_id, id, kind, occurred_at::timestamp as occurred_at, recorded_at::timestamp as recorded_at,
    latitude, longitude, place_id, amount_minor_units, currency, coalesce(cosmos_lsn, 0) as cosmos_lsn,
    ${isFirst ? '4' : '__rowMarker__'} as row_marker, ${Number(/(\d{20})\.parquet'$/.exec(path)?.[1])} as file
    from read_parquet(${path})`;
}

async function listFiles(directory: string): Promise<number[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .flatMap((name) => (/^\d{20}\.parquet$/.test(name) ? [Number(name.slice(0, 20))] : []))
    .sort((a, b) => a - b);
}
