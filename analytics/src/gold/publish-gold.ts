import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { currentVersionFile, type GoldVersion } from '@headgate/gold/gold-version.ts';
import { readGoldVersion } from '@headgate/gold/read-gold-version.ts';
import type { Warehouse } from '../warehouse/open-warehouse.ts';
import { goldTables } from './gold-tables.ts';
import type { TouchedPeriods } from './refresh-gold.ts';

/**
 * Publishes what changed as new files, and a new version that names them beside what stays. Readers see all of it or
 * nothing: the version's name is put in place last.
 *
 * @param directory the folder of gold; its one writer has the warehouse open
 */
export async function publishGold(
  warehouse: Warehouse,
  directory: string,
  options: { touched: TouchedPeriods; now: () => number },
): Promise<GoldVersion> {
  const before = await readGoldVersion(directory);
  const version = (before?.version ?? 0) + 1;
  const tables: Record<string, Record<string, string>> = structuredClone(before?.tables ?? {}) as never;
  for (const [name, periods] of options.touched) {
    const files = { ...tables[name] };
    for (const period of periods) delete files[period];
    Object.assign(files, await writePeriods(warehouse, directory, { name, periods, version }));
    tables[name] = files;
  }
  const [silver] = await warehouse.query<{ events: bigint; through: Date | null }>(
    'select count(*) as events, max(recorded_at) as through from silver_activity',
  );
  const published: GoldVersion = {
    version,
    publishedAt: new Date(options.now()).toISOString(),
    through: silver?.through?.toISOString() ?? null,
    events: Number(silver?.events ?? 0),
    tables,
  };
  const temporary = join(directory, `_${currentVersionFile}`);
  await mkdir(directory, { recursive: true });
  await writeFile(temporary, JSON.stringify(published), { flush: true });
  await rename(temporary, join(directory, currentVersionFile));
  return published;
}

/** Rows that a reader who looks for one user or place has to read at least; a multiple of DuckDB's 2,048. */
const rowGroup = 10_240;
const format = `format parquet, compression zstd, row_group_size ${rowGroup}`;
/** From so many periods on they are written in one pass over the table. */
const manyPeriods = 4;
const partition = '__period';

interface Periods {
  readonly name: string;
  readonly periods: readonly string[];
  readonly version: number;
}

/** Writes a file for each period that has rows. @returns period → path below the folder of gold */
async function writePeriods(
  warehouse: Warehouse,
  directory: string,
  { name, periods, version }: Periods,
): Promise<Record<string, string>> {
  const table = goldTables.find((each) => each.name === name);
  const order = table ? ` order by ${table.order}` : '';
  const pathOf = (period: string) => `${name}/${period}/${String(version).padStart(10, '0')}.parquet`;
  const written: Record<string, string> = {};
  if (!table?.period || periods.includes('whole')) {
    await mkdir(join(directory, name, 'whole'), { recursive: true });
    await warehouse.run(
      `copy (select * from ${name}${order}) to '${quote(join(directory, pathOf('whole')))}' (${format})`,
    );
    return { whole: pathOf('whole') };
  }
  const day = `cast(${table.period} as date)`;
  if (periods.length >= manyPeriods) {
    const staging = join(directory, `_${name}`);
    await copyPartitions(warehouse, { name, day, periods, order, staging });
    for (const entry of await readdir(staging).catch(() => [] as string[])) {
      const period = entry.slice(partition.length + 1);
      const [file] = await readdir(join(staging, entry));
      await mkdir(join(directory, name, period), { recursive: true });
      await rename(join(staging, entry, file as string), join(directory, pathOf(period)));
      written[period] = pathOf(period);
    }
    await rm(staging, { recursive: true, force: true });
    return written;
  }
  for (const period of periods) {
    // As a range, which leaves most of the table unread.
    const { period: column } = table;
    const rows = `from ${name} where ${column} >= date '${period}' and ${column} < date '${period}' + 1`;
    const [found] = await warehouse.query<{ any: boolean }>(`select exists (select 1 ${rows}) as any`);
    if (!found?.any) continue;
    await mkdir(join(directory, name, period), { recursive: true });
    await warehouse.run(
      `copy (select * ${rows}${order}) to '${quote(join(directory, pathOf(period)))}' (${format})`,
    );
    written[period] = pathOf(period);
  }
  return written;
}

/** Writes a folder for each period, with one file each: by one thread, for more would write more files. */
async function copyPartitions(
  warehouse: Warehouse,
  {
    name,
    day,
    periods,
    order,
    staging,
  }: { name: string; day: string; periods: readonly string[]; order: string; staging: string },
): Promise<void> {
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  const list = periods.map((period) => `date '${period}'`).join(', ');
  const [before] = await warehouse.query<{ threads: bigint }>("select current_setting('threads') as threads");
  await warehouse.run(`set threads = 1; set partitioned_write_max_open_files = ${periods.length + 1}`);
  try {
    await warehouse.run(
      `copy (select *, strftime(${day}, '%Y-%m-%d') as ${partition} from ${name} where ${day} in (${list})${order})
        to '${quote(staging)}' (${format}, partition_by (${partition}))`,
    );
  } finally {
    await warehouse.run(`set threads = ${before?.threads}`);
  }
}

const quote = (text: string) => text.replaceAll("'", "''");

/** Removes files that no reader can want any more: not of the published version, and older than readers hold one. */
export async function vacuumGold(
  directory: string,
  options: { now: () => number; keepMs: number },
): Promise<number> {
  const current = await readGoldVersion(directory);
  const wanted = new Set(Object.values(current?.tables ?? {}).flatMap((files) => Object.values(files)));
  // There is no folder before the first version.
  if (!current) return 0;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  let removed = 0;
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(directory, path).replaceAll('\\', '/');
    if (!entry.isFile() || !name.endsWith('.parquet') || wanted.has(name)) continue;
    if ((await stat(path)).mtimeMs > options.now() - options.keepMs) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}
