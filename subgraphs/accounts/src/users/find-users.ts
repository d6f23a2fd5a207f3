import { storableText } from '@headgate/input-rules/storable-text.ts';
import { decodeCursor, encodeCursor } from '@headgate/relay/cursor.ts';
import type { PageArguments } from '@headgate/relay/page-arguments.ts';
import { type Connection, toConnection } from '@headgate/relay/to-connection.ts';
import { z } from 'zod';
import { Prisma, type User } from '../__generated__/prisma/client.ts';
import type { Database } from '../database/connect-database.ts';
import { selectColumns } from '../database/select-columns.ts';
import { searchWords } from './search-words.ts';

/** A page of users, with what it takes to count all of them. */
export interface UserPage extends Connection<User> {
  readonly search: string;
}

const columns = selectColumns<User>({
  id: 'id',
  email: 'email',
  displayName: 'display_name',
  locale: 'locale',
  timeZone: 'time_zone',
  createdAt: 'created_at',
  pushEnabled: 'push_enabled',
  quietHoursStart: 'quiet_hours_start',
  quietHoursEnd: 'quiet_hours_end',
  quietHoursPolicy: 'quiet_hours_policy',
  minSeverity: 'min_severity',
});

const list = 'users';
const cursorSchema = z.tuple([storableText, storableText]);

/**
 * Finds users by display name.
 * @param search words that the name's words begin with, or the beginning of the email address; empty for everybody.
 */
export async function findUsers(database: Database, search: string, page: PageArguments): Promise<UserPage> {
  const conditions = [matches(search)];
  if (page.after !== null) {
    const [displayName, id] = decodeCursor(page.after, list, cursorSchema);
    conditions.push(Prisma.sql`(display_name, id) > (${displayName}, ${id})`);
  }
  const found = await database.$queryRaw<User[]>`
    SELECT ${columns} FROM users WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY display_name, id LIMIT ${page.first + 1}`;
  return {
    ...toConnection(found, page, ({ displayName, id }) => encodeCursor(list, [displayName, id])),
    search,
  };
}

/** Counts the users that a search finds on all its pages. */
export async function countUsers(database: Database, search: string): Promise<number> {
  const [row] = await database.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM users WHERE ${matches(search)}`;
  return row?.count ?? 0;
}

function matches(search: string): Prisma.Sql {
  const text = search.trim().toLowerCase();
  if (!text) return Prisma.sql`TRUE`;
  const emailPattern = `${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const byEmail = Prisma.sql`lower(email) LIKE ${emailPattern}`;
  const words = searchWords(text);
  if (words.length === 0) return byEmail;
  const tsquery = words.map((word) => `${word}:*`).join(' & ');
  // Not by OR: PostgreSQL would rather read users in order and compute the words of each than use the two indexes.
  return Prisma.sql`id IN (
    SELECT id FROM users WHERE search_words(display_name) @@ to_tsquery('simple', ${tsquery})
    UNION ALL SELECT id FROM users WHERE ${byEmail})`;
}
