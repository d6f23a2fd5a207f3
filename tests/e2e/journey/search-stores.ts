import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CosmosClient } from '@azure/cosmos';
import { DuckDBInstance } from '@duckdb/node-api';
import { Redis } from 'ioredis';
import { Client } from 'pg';

/** The running stores of a stack. */
export interface Stores {
  readonly databaseUrl: string;
  readonly cosmosConnectionString: string;
  readonly redisUrl: string;
  readonly pushUrl: string;
  /** Where files and logs are. */
  readonly directory: string;
}

/** Where any of some texts is kept, as `store: place`; the reader decides what of it may be. */
export async function searchStores(stores: Stores, texts: readonly string[]): Promise<string[]> {
  return [
    ...(await searchPostgres(stores.databaseUrl, texts)),
    ...(await searchCosmos(stores.cosmosConnectionString, texts)),
    ...(await searchRedis(stores.redisUrl, texts)),
    ...(await searchHub(stores.pushUrl, texts)),
    ...(await searchLogs(join(stores.directory, 'logs'), texts)),
  ];
}

const has = (value: unknown, texts: readonly string[]) => {
  const whole = typeof value === 'string' ? value : JSON.stringify(value);
  return texts.some((text) => whole.includes(text));
};

async function searchPostgres(url: string, texts: readonly string[]): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from "${name}" as t`);
      if (rows.some(({ row }) => has(row, texts))) found.push(`postgres: ${name}`);
    }
    return found;
  } finally {
    await client.end();
  }
}

async function searchCosmos(connectionString: string, texts: readonly string[]): Promise<string[]> {
  const client = new CosmosClient(connectionString);
  try {
    const database = client.database('headgate');
    const { resources: containers } = await database.containers.readAll().fetchAll();
    const found: string[] = [];
    for (const { id } of containers) {
      const { resources } = await database.container(id).items.readAll<object>().fetchAll();
      if (resources.some((document) => has(document, texts))) found.push(`cosmos: ${id}`);
    }
    return found;
  } finally {
    client.dispose();
  }
}

async function searchRedis(url: string, texts: readonly string[]): Promise<string[]> {
  const client = new Redis(url);
  try {
    const found: string[] = [];
    for (const key of await client.keys('*')) {
      if (has(key, texts) || has(await readKey(client, key), texts)) found.push(`redis: ${key}`);
    }
    return found;
  } finally {
    client.disconnect();
  }
}

async function readKey(client: Redis, key: string): Promise<unknown> {
  const type = await client.type(key);
  if (type === 'hash') return client.hgetall(key);
  if (type === 'set') return client.smembers(key);
  if (type === 'zset') return client.zrange(key, '0', '-1');
  if (type === 'list') return client.lrange(key, 0, -1);
  if (type === 'stream') return client.xrange(key, '-', '+');
  return client.get(key);
}

async function searchHub(url: string, texts: readonly string[]): Promise<string[]> {
  const response = await fetch(new URL('devices', url));
  const { devices } = (await response.json()) as { devices: readonly { isInstalled: boolean }[] };
  // What lies on the screen of a phone is the phone's; the hub knows of those that are installed.
  return devices.some((device) => device.isInstalled && has(device, texts)) ? ['push: installations'] : [];
}

async function searchLogs(directory: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(directory))
    if (has(await readFile(join(directory, name), 'utf8'), texts)) found.push(`log: ${name}`);
  return found;
}

/** Where texts are in Parquet files below a folder, and in tables of a DuckDB file that no process has open. */
export async function searchLake(
  directory: string,
  warehouse: string,
  texts: readonly string[],
): Promise<string[]> {
  const instance = await DuckDBInstance.create(warehouse, { autoinstall_known_extensions: 'false' });
  const connection = await instance.connect();
  const rowsOf = async (source: string) =>
    (await connection.runAndReadAll(`select cast(t as varchar) as row from ${source} as t`)).getRowsJson();
  try {
    const found: string[] = [];
    for (const [name] of (await connection.runAndReadAll('show tables')).getRowsJson())
      if (has(await rowsOf(String(name)), texts)) found.push(`warehouse: ${name}`);
    const files = await readdir(directory, { recursive: true });
    for (const name of files.filter((file) => file.endsWith('.parquet')))
      if (has(await rowsOf(`read_parquet('${join(directory, name)}')`), texts)) found.push(`file: ${name}`);
    return found;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
