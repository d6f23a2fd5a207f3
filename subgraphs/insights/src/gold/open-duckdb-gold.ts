import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue, timestampValue } from '@duckdb/node-api';
import type { GoldVersion } from '@headgate/gold/gold-version.ts';
import { readGoldVersion } from '@headgate/gold/read-gold-version.ts';
import type { GoldParameter, GoldSource, PinnedGold } from './gold-source.ts';
import { normaliseRow } from './normalise-row.ts';

/** Columns of tables that no file holds yet. */
const emptyTables: Readonly<Record<string, string>> = {
  hourly_activity:
    'hour timestamp, kind varchar, place_id varchar, events bigint, users bigint, amount_minor_units bigint',
  user_hour: 'hour timestamp, user_id varchar, kind varchar, events bigint',
  place_day:
    'day date, place_id varchar, events bigint, users bigint, purchases bigint, amount_minor_units bigint, latitude double, longitude double',
  funnel_day: 'day date, viewed bigint, clicked bigint, checked_in bigint, purchased bigint',
  retention_week: 'cohort date, weeks_later integer, users bigint, size bigint',
  hourly_forecast:
    'hour timestamp, kind varchar, place_id varchar, low double, expected double, high double, method varchar, error double',
  propensity: 'user_id varchar, chance double, horizon_days integer',
  model_card:
    'name varchar, trained_at timestamp, description varchar, trained_on bigint, tested_on bigint, metric varchar, value double, baseline varchar, baseline_value double',
};

/** The period of a table that is published in one file. */
const wholeTable = 'whole';
/** Connections that work at the same time; each query has one to itself. */
const maxConnections = 4;

/** Reads the versions of gold that the analytics jobs publish in a folder. */
export async function openDuckdbGold(directory: string): Promise<GoldSource> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    autoinstall_known_extensions: 'false',
  });
  const idle: DuckDBConnection[] = [];
  const waiting: ((connection: DuckDBConnection) => void)[] = [];
  let opened = 0;

  async function acquire(): Promise<DuckDBConnection> {
    const known = idle.pop();
    if (known) return known;
    if (opened >= maxConnections) return new Promise((resolve) => waiting.push(resolve));
    opened += 1;
    const connection = await instance.connect();
    await connection.run("set timezone = 'UTC'; set parquet_metadata_cache = true");
    return connection;
  }

  function release(connection: DuckDBConnection): void {
    const next = waiting.shift();
    if (next) next(connection);
    else idle.push(connection);
  }

  function createPin(version: GoldVersion): PinnedGold {
    return {
      freshness: {
        version: version.version,
        publishedAt: new Date(version.publishedAt),
        through: version.through === null ? null : new Date(version.through),
      },
      async query<R extends object>(text: string, parameters: Readonly<Record<string, GoldParameter>>) {
        const connection = await acquire();
        try {
          const reader = await connection.runAndReadAll(
            toDuckdb(directory, version, { text, parameters }),
            toValues(parameters),
          );
          return reader.getRowObjectsJS().map(normaliseRow) as R[];
        } finally {
          release(connection);
        }
      },
    };
  }

  return {
    async pin() {
      const version = await readGoldVersion(directory);
      return version ? createPin(version) : null;
    },
    async check() {
      await readGoldVersion(directory);
    },
    async [Symbol.asyncDispose]() {
      for (const connection of idle) connection.closeSync();
      instance.closeSync();
    },
  };
}

interface GoldQuery {
  readonly text: string;
  readonly parameters: Readonly<Record<string, GoldParameter>>;
}

function toDuckdb(directory: string, version: GoldVersion, query: GoldQuery): string {
  return query.text
    .replace(/\{(\w+)\}/g, (_, name: string) => tableOf(directory, name, filesOf(version, name, query)))
    .replace(/@(\w+)/g, '$$$1');
}

/** The files of a table that can have rows between `since` and `until`, where a query has these. */
function filesOf({ tables }: GoldVersion, name: string, { parameters }: GoldQuery): string[] {
  const { since, until } = parameters;
  const isBounded = since instanceof Date && until instanceof Date;
  // Names of days sort as the days do.
  return Object.entries(tables[name] ?? {}).flatMap(([period, file]) =>
    !isBounded || period === wholeTable || (period >= dayOf(since) && period <= dayOf(until)) ? [file] : [],
  );
}

const dayOf = (time: Date) => time.toISOString().slice(0, 10);

function tableOf(directory: string, name: string, files: readonly string[]): string {
  if (files.length === 0) {
    const columns = (emptyTables[name] ?? '').split(', ').map((column) => {
      const [field, type] = column.split(' ');
      return `null::${type} as ${field}`;
    });
    return `(select ${columns.join(', ')} where false) as nothing`;
  }
  const list = files.map((file) => `'${join(directory, file).replaceAll("'", "''")}'`);
  return `read_parquet([${list.join(', ')}])`;
}

function toValues(parameters: Readonly<Record<string, GoldParameter>>): Record<string, DuckDBValue> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      value instanceof Date ? timestampValue(BigInt(value.getTime()) * 1000n) : value,
    ]),
  );
}
