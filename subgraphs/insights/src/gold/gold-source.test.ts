import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, test } from 'node:test';
import parser from 'node-sql-parser';
import { sampleEvents, testTime, writeGold } from '../test-support/write-gold.ts';
import { goldQueries } from './gold-queries.ts';
import type { GoldParameter, GoldSource } from './gold-source.ts';
import { openDuckdbGold } from './open-duckdb-gold.ts';
import { openSqlGold, type SqlConnection } from './open-sql-gold.ts';

const week = 7 * 24 * 3_600_000;
const span = { since: new Date(testTime - 4 * week), until: new Date(testTime) };
/** Who has bought lately. */
const buyer = sampleEvents.find(({ kind, at }) => kind === 'PURCHASE' && at >= testTime - week)?.userId ?? '';
const parameters: Record<keyof typeof goldQueries, Record<string, GoldParameter>> = {
  hourly: { ...span, place: '*', kind: 'VIEW' },
  forecast: { since: new Date(testTime), until: new Date(testTime + week), place: '*', kind: 'VIEW' },
  topPlaces: { ...span, first: 3 },
  retention: { cohorts: 3 },
  funnel: span,
  propensityBands: {},
  userHours: { ...span, user: buyer },
  userPropensity: { user: buyer },
  modelCards: {},
};

/** What every source answers, whichever database is behind it. */
async function answersAsAgreed(source: GoldSource): Promise<void> {
  const pinned = await source.pin();
  assert.ok(pinned);
  assert.ok(pinned.freshness.version > 0);
  assert.ok(pinned.freshness.publishedAt instanceof Date);
  for (const [name, text] of Object.entries(goldQueries)) {
    const rows = await pinned.query<Record<string, unknown>>(
      text,
      parameters[name as keyof typeof goldQueries],
    );
    assert.ok(rows.length > 0, name);
    for (const [column, value] of rows.flatMap((row) => Object.entries(row))) {
      const isTime = ['hour', 'cohort', 'trained_at'].includes(column);
      const isText = ['place_id', 'method', 'name', 'description', 'metric', 'baseline'].includes(column);
      const fits =
        value === null || (isTime ? value instanceof Date : typeof value === (isText ? 'string' : 'number'));
      assert.ok(fits, `${name}.${column}: ${String(value)}`);
    }
  }
}

describe('gold in a folder', () => {
  it('answers as agreed, and a version that is held stays as it is', async () => {
    await using stack = new AsyncDisposableStack();
    const directory = stack.adopt(await mkdtemp(join(tmpdir(), 'gold-')), (path) =>
      rm(path, { recursive: true }),
    );
    const source = stack.use(await openDuckdbGold(directory));
    assert.equal(await source.pin(), null);
    await writeGold(directory);
    await answersAsAgreed(source);
    const held = await source.pin();
    const count = async () => (await held?.query(goldQueries.userHours, { ...span, user: buyer }))?.length;
    const before = await count();
    await writeGold(directory, []);
    assert.equal(await count(), before);
    const newer = await source.pin();
    assert.equal(newer?.freshness.version, 2);
  });

  it('reads the files of the days that it is asked for alone', async () => {
    await using stack = new AsyncDisposableStack();
    const directory = stack.adopt(await mkdtemp(join(tmpdir(), 'gold-')), (path) =>
      rm(path, { recursive: true }),
    );
    await writeGold(directory);
    const source = stack.use(await openDuckdbGold(directory));
    const pinned = await source.pin();
    const ask = (since: number) =>
      pinned?.query(goldQueries.hourly, {
        since: new Date(since),
        until: span.until,
        place: '*',
        kind: 'VIEW',
      });
    const all = await ask(testTime - 4 * week);
    const old = new Date(testTime - 3 * week).toISOString().slice(0, 10);
    await rm(join(directory, 'hourly_activity', old), { recursive: true });
    const lately = await ask(testTime - 2 * week);
    assert.ok(lately && lately.length > 0);
    assert.deepEqual(lately, all?.slice(-lately.length));
    await assert.rejects(async () => ask(testTime - 4 * week));
  });
});

/*
 * Nothing here speaks TDS, so the SQL endpoint itself is seen only where GOLD_TEST_SQL_SERVER and GOLD_TEST_SQL_DATABASE name
 * one with gold in it: the contract is the same. Without it, these show that the queries are Transact-SQL by a parser of
 * it, and what the driver is asked.
 */
describe('gold behind a SQL endpoint', () => {
  const { GOLD_TEST_SQL_SERVER: server, GOLD_TEST_SQL_DATABASE: database = '' } = process.env;

  test('answers as agreed', {
    skip: server === undefined && 'GOLD_TEST_SQL_SERVER names no endpoint',
  }, async () => {
    await using source = openSqlGold({ server: server ?? '', database, schema: 'gold' });
    await answersAsAgreed(source);
  });

  it('is asked in Transact-SQL', () => {
    const { Parser } = parser;
    for (const [name, text] of Object.entries(goldQueries)) {
      const named = text.replace(/\{(\w+)\}/g, '[gold].[$1]');
      assert.doesNotThrow(() => new Parser().parse(named, { database: 'transactsql' }), name);
      assert.doesNotMatch(text, /\blimit\b|\bqualify\b|::/i, name);
    }
  });

  it('is asked for tables of its schema, with parameters, and its failures are those of a part that is away', async () => {
    const asked: [string, object][] = [];
    let isAway = false;
    const connection: SqlConnection = {
      async query(text, given) {
        if (isAway) throw new Error('Login timeout');
        asked.push([text, given]);
        return /gold_version/.test(text)
          ? [{ version: 7, published_at: new Date(0), through: null }]
          : [{ chance: 0.25, horizon_days: 30 }];
      },
      close: async () => undefined,
    };
    const source = openSqlGold({ server: 's', database: 'd', schema: 'gold' }, async () => connection);
    const pinned = await source.pin();
    assert.deepEqual(pinned?.freshness, { version: 7, publishedAt: new Date(0), through: null });
    const rows = await pinned?.query(goldQueries.userPropensity, { user: 'ada' });
    assert.deepEqual(rows, [{ chance: 0.25, horizon_days: 30 }]);
    assert.match(asked[1]?.[0] ?? '', /\[gold\]\.\[propensity\] where user_id = @user/);
    assert.deepEqual(asked[1]?.[1], { user: 'ada' });
    isAway = true;
    await assert.rejects(source.pin(), { code: 'SERVICE_UNAVAILABLE' });
  });

  it('is reached once, when it is there, though it was away at first', async () => {
    let attempts = 0;
    let closed = 0;
    const source = openSqlGold({ server: 's', database: 'd', schema: 'gold' }, async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('The capacity is paused');
      return {
        query: async () => [],
        async close() {
          closed += 1;
        },
      };
    });
    await assert.rejects(source.check(), /paused/);
    assert.deepEqual(await Promise.all([source.check(), source.pin()]), [undefined, null]);
    await source[Symbol.asyncDispose]();
    assert.deepEqual([attempts, closed], [2, 1]);
  });
});
