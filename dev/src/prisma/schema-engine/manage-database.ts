import { administer } from './create-migration-factory.ts';

/** What Prisma's CLI asks of the schema engine before it opens a connection. */
export type DatabaseCommand = 'can-connect-to-database' | 'create-database' | 'drop-database';

/**
 * Checks, creates or drops the database that a connection string names.
 * @throws with PostgreSQL's or the socket's `code`; {@link toPrismaCode} makes it one of Prisma's.
 */
export async function manageDatabase(command: DatabaseCommand, url: string): Promise<void> {
  const target = new URL(url);
  target.searchParams.delete('schema');
  const quoted = `"${decodeURIComponent(target.pathname.slice(1)).replaceAll('"', '""')}"`;
  const admin = Object.assign(new URL(target), { pathname: '/postgres' }).href;
  if (command === 'can-connect-to-database') await administer(target.href, 'SELECT 1');
  if (command === 'create-database') await administer(admin, `CREATE DATABASE ${quoted}`);
  if (command === 'drop-database') await administer(admin, `DROP DATABASE IF EXISTS ${quoted}`);
}

const prismaCodes: Readonly<Record<string, string>> = {
  '3D000': 'P1003',
  '28P01': 'P1000',
  '28000': 'P1010',
  '42P04': 'P1009',
};

const unreachable = 'P1001';

/** @see https://www.prisma.io/docs/orm/reference/error-reference */
export function toPrismaCode(error: unknown): string {
  return prismaCodes[(error as { code?: string }).code ?? ''] ?? unreachable;
}
