import { randomUUID } from 'node:crypto';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { openMigrationAdapter } from './open-migration-adapter.ts';

export interface Datasource {
  readonly url: string;
  /** Where `migrate dev` tries migrations out. Default: a database of its own, made and dropped each time. */
  readonly shadowDatabaseUrl?: string | undefined;
}

/**
 * Gives a schema engine its connections to a PostgreSQL database and to a shadow of it,
 * and closes those that the engine left open when it is disposed of.
 */
export function createMigrationFactory(
  datasource: Datasource,
): SqlMigrationAwareDriverAdapterFactory & AsyncDisposable {
  const { url, shadowDatabaseUrl } = datasource;
  const open = new Set<SqlDriverAdapter>();
  const connect = async (to: string, onDispose?: () => Promise<void>) => {
    const adapter = await openMigrationAdapter(to);
    const dispose = async () => {
      if (!open.delete(tracked)) return;
      await adapter.dispose();
      await onDispose?.();
    };
    const tracked = { ...adapter, dispose };
    open.add(tracked);
    return tracked;
  };
  const connectToNewShadow = async () => {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    await administer(url, `CREATE DATABASE "${name}"`);
    const shadowUrl = Object.assign(new URL(url), { pathname: `/${name}` }).href;
    return connect(shadowUrl, () => administer(url, `DROP DATABASE "${name}" WITH (FORCE)`));
  };
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(url),
    connectToShadowDb: () => (shadowDatabaseUrl ? connect(shadowDatabaseUrl) : connectToNewShadow()),
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map((adapter) => adapter.dispose()));
    },
  };
}

/** Runs one statement in a session of its own. */
export async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
