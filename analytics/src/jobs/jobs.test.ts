import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { alertsContainer } from '@headgate/alerting/alerting-containers.ts';
import { createCosmosEvaluationStore } from '@headgate/alerting/create-cosmos-evaluation-store.ts';
import { createProgressCache } from '@headgate/alerting/create-progress-cache.ts';
import { evaluateUserActivity } from '@headgate/alerting/evaluate-user-activity.ts';
import type { PredictionDocument } from '@headgate/alerting/propensity-model.ts';
import type { AlertCondition } from '@headgate/alerting/rule-document.ts';
import { sampleRule } from '@headgate/alerting/test-support/sample-rule.ts';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { startTestCosmos } from '@headgate/cosmos/test-support/start-test-cosmos.ts';
import { readGoldVersion } from '@headgate/gold/read-gold-version.ts';
import { appendRows } from '@headgate/mirroring/append-rows.ts';
import { createFolderLandingZone } from '@headgate/mirroring/create-folder-landing-zone.ts';
import { rowMarkers } from '@headgate/mirroring/mirror-table.ts';
import { erasuresTable } from '@headgate/mirroring/tables.ts';
import { createMemoryStateStore } from '@headgate/mirroring/test-support/create-memory-state-store.ts';
import { createBuyers } from '../test-support/create-buyers.ts';
import { createLandingWriter } from '../test-support/write-landing.ts';
import { openWarehouse, type Warehouse } from '../warehouse/open-warehouse.ts';
import { compactWarehouse } from './compact-warehouse.ts';
import { createJobs, type Jobs } from './create-jobs.ts';

const hour = 3_600_000;
const until = Date.UTC(2026, 5, 1);
const events = createBuyers(300, { days: 100, until });

describe('the analytics jobs', () => {
  const stack = new AsyncDisposableStack();
  let directory: string;
  let warehouse: Warehouse;
  let jobs: Jobs;
  let container: ReturnType<ReturnType<typeof connectCosmos>['database']['container']>;
  const file = () => join(directory, 'lake', 'warehouse.duckdb');
  const gold = () => join(directory, 'lake', 'gold');
  const now = () => until;

  before(async () => {
    directory = stack.adopt(await mkdtemp(join(tmpdir(), 'jobs-')), (path) => rm(path, { recursive: true }));
    const cosmos = stack.use(await startTestCosmos());
    const { database } = stack.use(connectCosmos(cosmos.config));
    await ensureContainers(database, [alertsContainer]);
    container = database.container(alertsContainer.id);
    await createLandingWriter(join(directory, 'landing')).write(events);
    warehouse = await openWarehouse({ file: file() });
    jobs = open(warehouse);
  });
  after(async () => {
    await warehouse[Symbol.asyncDispose]();
    await stack.disposeAsync();
  });

  function open(of: Warehouse): Jobs {
    return createJobs({
      warehouse: of,
      landing: join(directory, 'landing'),
      gold: gold(),
      alerts: container,
      horizonDays: 30,
      now,
    });
  }

  /** Tables that name a user. */
  async function findIn(of: Warehouse, userId: string): Promise<string[]> {
    const tables = await of.query<{ name: string }>(
      "select distinct table_name as name from duckdb_columns() where column_name = 'user_id' and not internal and table_name <> 'erased'",
    );
    const found: string[] = [];
    for (const { name } of tables)
      if ((await of.query(`select 1 from ${name} where user_id = '${userId}' limit 1`)).length > 0)
        found.push(name);
    return found;
  }

  const addRule = (userId: string, id: string, condition: AlertCondition) =>
    container.items.upsert({ ...sampleRule({ condition }), id, userId });

  it('publish a version of gold that stands, and another one only where something is new', async () => {
    const first = await jobs.refresh();
    assert.equal(first?.events, events.length);
    assert.equal(await jobs.refresh(), null);
    assert.deepEqual(await readGoldVersion(gold()), first);
    assert.ok(Object.keys(first?.tables['hourly_activity'] ?? {}).length > 50);
  });

  it('publish what an earlier run had loaded and not published', async () => {
    await warehouse.run(
      "insert into touched_hours select date_trunc('hour', min(occurred_at)) from silver_activity",
    );
    const next = await jobs.refresh();
    assert.equal(next?.version, 2);
    assert.equal(await jobs.refresh(), null);
  });

  it('learn models, with cards that say how good they are on what comes later', async () => {
    await jobs.learn();
    const cards = await warehouse.query<{ name: string; value: number; baseline_value: number }>(
      'select name, value, baseline_value from model_card order by name',
    );
    const [forecast, propensity] = cards;
    assert.deepEqual([forecast?.name, propensity?.name], ['hourly-forecast', 'purchase-propensity']);
    assert.ok((propensity?.value ?? 0) > 0.6, JSON.stringify(propensity));
    assert.ok((forecast?.value ?? 1) <= (forecast?.baseline_value ?? 0));
  });

  it('tell rules what they need of their users, and nobody else', async () => {
    const condition = { kind: 'anomaly', activityKind: null, minDeviations: 3 } as const;
    await addRule('user-1', 'unusual', condition);
    await addRule('user-2', 'buys', {
      kind: 'predicted',
      target: 'LIKELY_TO_BUY',
      minProbability: 0.05,
      activityKind: null,
    });
    assert.deepEqual(await jobs.learn(), { written: 2, unchanged: 0 });
    const { resource: usual } = await container.item('anomaly-coefficients', 'user-1').read();
    assert.deepEqual(Object.keys(usual.byKind), ['*']);
    assert.equal(usual.byKind['*'].length, 168);
    const { resource: prediction } = await container.item('prediction', 'user-2').read<PredictionDocument>();
    assert.equal(prediction?.propensity?.coefficients.length, 5);
    assert.equal(
      prediction?.history?.orders,
      events.filter(({ userId, kind }) => userId === 'user-2' && kind === 'PURCHASE').length,
    );
    assert.equal((await container.item('prediction', 'user-1').read()).statusCode, 404);
    assert.equal(await jobs.learn(), null, 'nothing has changed');
    assert.deepEqual(await open(warehouse).learn(), { written: 0, unchanged: 2 });
  });

  it('have coefficients for each hour of the week, whatever happened in it', async () => {
    const [known] = await warehouse.query('select count(distinct user_id) as n from anomaly_coefficients');
    assert.equal(known?.['n'], 2n);
    const [odd] = await warehouse.query(
      'select count(*) as n from (select user_id, kind from anomaly_coefficients group by all having count(*) <> 168 or count(distinct hour_of_week) <> 168)',
    );
    assert.equal(odd?.['n'], 0n);
  });

  it('let rules raise alerts as events happen, once each', async () => {
    const evaluation = { store: createCosmosEvaluationStore(container), cache: createProgressCache(), now };
    const burst = Array.from({ length: 12 }, (_, n) => ({
      id: `burst-${n}`,
      userId: 'user-1',
      kind: 'VIEW' as const,
      at: until + 3 * hour + n,
    }));
    const unusual = await evaluateUserActivity(evaluation, 'user-1', burst);
    assert.deepEqual(
      unusual.map(({ ruleId }) => ruleId),
      ['unusual'],
    );
    const purchase = { id: 'bought', userId: 'user-2', kind: 'PURCHASE' as const, at: until + hour };
    const likely = await evaluateUserActivity(evaluation, 'user-2', [purchase]);
    assert.match(likely[0]?.message ?? '', /likely to buy within 30 days/);
    assert.deepEqual(await evaluateUserActivity(evaluation, 'user-2', [purchase]), []);
  });

  it('remove files that no version names, once no reader can hold them', async () => {
    const files = async () =>
      (await readdir(gold(), { recursive: true })).filter((name) => name.endsWith('.parquet')).length;
    const wanted = Object.values((await readGoldVersion(gold()))?.tables ?? {}).flatMap((table) =>
      Object.values(table),
    ).length;
    assert.ok((await files()) > wanted);
    assert.equal(await jobs.cleanUp(), 0);
    const later = createJobs({
      warehouse,
      landing: '',
      gold: gold(),
      alerts: null,
      horizonDays: 30,
      now: () => Date.now() + hour,
    });
    assert.ok((await later.cleanUp()) > 0);
    assert.equal(await files(), wanted);
  });

  it('erase a user from silver, gold and what models told, and keep out what comes of them later', async () => {
    const erased = 'user-4';
    await appendRows(
      erasuresTable,
      [{ row: { user_id: erased, erased_at: new Date(until) }, marker: rowMarkers.upsert }],
      { zone: createFolderLandingZone(join(directory, 'landing')), states: createMemoryStateStore() },
    );
    assert.ok(await jobs.refresh());
    assert.equal(await jobs.refresh(), null);
    assert.deepEqual(await findIn(warehouse, erased), []);
    const published = Object.values((await readGoldVersion(gold()))?.tables ?? {}).flatMap((files) =>
      Object.values(files),
    );
    const list = published.map((path) => `'${join(gold(), path)}'`).join(', ');
    const texts = await warehouse.query(
      `select 1 from read_parquet([${list}], union_by_name = true) where user_id = '${erased}'`,
    );
    assert.deepEqual(texts, []);
  });

  it('write the warehouse anew without what was deleted, and go on with it', async () => {
    await warehouse.run("delete from silver_activity where user_id = 'user-3'");
    await warehouse[Symbol.asyncDispose]();
    const kept = events.filter(({ userId }) => userId !== 'user-3' && userId !== 'user-4').length;
    assert.equal(await compactWarehouse(file()), kept);
    warehouse = await openWarehouse({ file: file() });
    jobs = open(warehouse);
    assert.equal(await jobs.refresh(), null);
    const [known] = await warehouse.query('select last_file from loaded_files');
    assert.equal(known?.['last_file'], 1n);
  });
});
