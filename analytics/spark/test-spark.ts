import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preparePython } from '@headgate/local-servers/python/prepare-python.ts';
import { refreshGold } from '../src/gold/refresh-gold.ts';
import { fitLogisticRegression } from '../src/models/logistic-regression.ts';
import { featuresOf, propensityRidge, readBuyers } from '../src/models/train-propensity.ts';
import { createBuyers } from '../src/test-support/create-buyers.ts';
import { createLandingWriter } from '../src/test-support/write-landing.ts';
import { loadLanding } from '../src/warehouse/load-landing.ts';
import { openWarehouse, type Warehouse } from '../src/warehouse/open-warehouse.ts';
import { readSql } from '../src/warehouse/read-sql.ts';

/*
 * `npm run test:spark`: the files of sql/ give the same on Spark with Delta as on DuckDB, both ways and type by type, and
 * MLlib the same model. It needs Python and Java, which the rest of the repository does not.
 */

const folder = fileURLToPath(new URL('.', import.meta.url));
const until = Date.UTC(2026, 5, 1);
const horizonDays = 30;
const cut = new Date(until - horizonDays * 24 * 3_600_000);
/** Days on which events were stored. */
const days = 4;
const limitMs = 15 * 60_000;
const tables = [
  'hourly_activity',
  'user_hour',
  'place_day',
  'funnel_day',
  'user_week',
  'retention_week',
  'anomaly_coefficients',
  'propensity_features',
];

const java = spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;
const python = await preparePython(join(folder, 'requirements.txt'));
const missing = [
  ...(java ? [] : ['a JDK of version 17 (Debian: apt-get install openjdk-17-jre-headless)']),
  ...(python.kind === 'missing' ? [python.advice] : []),
];
if (missing.length > 0 || python.kind === 'missing') {
  console.log(`spark: left out. It needs ${missing.join(', and ')}.`);
  process.exit(0);
}

const directory = await mkdtemp(join(tmpdir(), 'spark-'));
try {
  await compareEngines(python.executable, directory);
  console.log('spark: equal');
} finally {
  await rm(directory, { recursive: true, force: true });
}

async function compareEngines(executable: string, base: string): Promise<void> {
  const landing = join(base, 'landing');
  await writeLanding(landing);
  await runSpark(executable, base, landing);
  await using warehouse = await openWarehouse();
  while ((await loadLanding(warehouse, landing)).files > 0);
  await refreshGold(warehouse, 'all');
  await warehouse.run(`create table anomaly_coefficients as ${await readSql('anomaly_coefficients')}`);
  const buyers = await readBuyers(warehouse, cut, horizonDays);
  await warehouse.run(`create table propensity_features as ${await readSql('propensity_features')}`);
  const report: Report = JSON.parse(await readFile(join(base, 'out', 'report.json'), 'utf8'));
  for (const table of tables)
    await compareTable(warehouse, table, report.files[table] ?? [join(base, 'out', table, '*.parquet')]);

  const [streamed, again, broken] = report.streams;
  assert.ok(report.batches > 1, 'the stream has several batches');
  assert.equal(streamed.merges, report.batches);
  assert.deepEqual(again, streamed, 'a second run of the stream merges nothing');
  assert.equal(broken.merges, streamed.merges + 1, 'the batch that was not noted is merged again');
  assert.deepEqual(broken.content, streamed.content, 'and changes nothing');
  assert.deepEqual(report.kept, report.streams[0].content, 'compaction and vacuum lose nothing');
  assert.deepEqual(report.versions, [1, 2]);
  const ours = fitLogisticRegression(
    buyers.map(featuresOf),
    buyers.map(({ label }) => label),
    { ridge: propensityRidge },
  );
  assert.ok(
    Math.abs(ours.intercept - report.model.intercept) < 1e-4,
    `${ours.intercept} ${report.model.intercept}`,
  );
  for (const [index, coefficient] of ours.coefficients.entries())
    assert.ok(
      Math.abs(coefficient - (report.model.coefficients[index] ?? Number.NaN)) < 1e-4,
      `coefficient ${index}`,
    );
  console.log(`spark: ${tables.length} tables and MLlib's model of ${buyers.length} buyers`);
}

interface Report {
  readonly model: { readonly intercept: number; readonly coefficients: readonly number[] };
  /** Of silver after each run of the stream. */
  readonly streams: readonly [Streamed, Streamed, Streamed];
  readonly batches: number;
  readonly kept: Streamed['content'];
  readonly versions: readonly number[];
  /** The files of the current version of each table of gold. */
  readonly files: Readonly<Record<string, readonly string[]>>;
}

interface Streamed {
  readonly merges: number;
  /** Rows, and a sum over their values. */
  readonly content: readonly [number, number];
}

/** Events in several files, with repeated, corrected, deleted and half-written ones. */
async function writeLanding(landing: string): Promise<void> {
  const writer = createLandingWriter(landing);
  // Stored on a few days, as what a first mirror finds: each day is a partition, and costs every job of Spark's its time.
  const events = createBuyers(160, { days: 120, until }).map((event, index) => ({
    ...event,
    recordedAt: until + (index % days) * 24 * 3_600_000,
  }));
  const size = Math.ceil(events.length / 5);
  for (let from = 0; from < events.length; from += size) await writer.write(events.slice(from, from + size));
  await writer.write(events.slice(10, 200));
  await writer.write(
    events.slice(0, 20).map((event) => ({ ...event, kind: 'CLICK', at: event.at + 7_200_000, lsn: 2 })),
  );
  await writer.remove(events.slice(20, 40));
}

async function runSpark(executable: string, base: string, landing: string): Promise<void> {
  const sql = fileURLToPath(new URL('../sql', import.meta.url));
  const argumentsOf = [
    landing,
    join(base, 'lake'),
    sql,
    join(base, 'out'),
    cut.toISOString().replace('Z', '+00:00'),
  ];
  const child = spawn(executable, ['check.py', ...argumentsOf, String(horizonDays)], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: limitMs,
  });
  const [code] = await once(child, 'close');
  assert.equal(code, 0, 'Spark failed');
}

async function compareTable(warehouse: Warehouse, table: string, files: readonly string[]): Promise<void> {
  const spark = `read_parquet([${files.map((path) => `'${path}'`).join(', ')}])`;
  const columnsOf = async (source: string) =>
    (
      await warehouse.query<{ column_name: string; column_type: string }>(`describe select * from ${source}`)
    ).map(
      // Spark writes times with a zone, which is UTC in both.
      ({ column_name: name, column_type: type }) => `${name} ${type.replace(' WITH TIME ZONE', '')}`,
    );
  const columns = await columnsOf(table);
  assert.deepEqual(await columnsOf(spark), columns, table);
  const list = columns
    .map((column) => {
      const [name, ...type] = column.split(' ');
      if (type.join(' ') === 'TIMESTAMP') return `${name}::timestamp as ${name}`;
      // The sums of doubles depend on the order of their terms.
      return type.join(' ') === 'DOUBLE' ? `round(${name}, 8) as ${name}` : name;
    })
    .join(', ');
  const differs = async (a: string, b: string) =>
    warehouse.query(`select ${list} from ${a} except all select ${list} from ${b} limit 3`);
  assert.deepEqual(await differs(table, spark), [], `${table}: DuckDB has what Spark has not`);
  assert.deepEqual(await differs(spark, table), [], `${table}: Spark has what DuckDB has not`);
}
