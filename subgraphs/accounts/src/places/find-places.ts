import { decodeCursor } from '@headgate/relay/cursor.ts';
import type { PageArguments } from '@headgate/relay/page-arguments.ts';
import { type Place, Prisma } from '../__generated__/prisma/client.ts';
import type { Database } from '../database/connect-database.ts';
import { nameCursorSchema, type PlacePage, placeColumns, placesByName, toPlacePage } from './place-page.ts';

/** Finds the stores and a user's own places, by name. */
export async function findPlaces(
  database: Database,
  userId: string,
  page: PageArguments,
): Promise<PlacePage> {
  const after = page.after === null ? null : decodeCursor(page.after, placesByName, nameCursorSchema);
  const rest = after ? Prisma.sql`AND (name, id) > (${after[0]}, ${after[1]})` : Prisma.empty;
  const select = (owner: Prisma.Sql) => Prisma.sql`
    (SELECT ${placeColumns} FROM places WHERE owner_id ${owner} ${rest} ORDER BY name, id LIMIT ${page.first + 1})`;
  const found = await database.$queryRaw<Place[]>`
    ${select(Prisma.sql`IS NULL`)} UNION ALL ${select(Prisma.sql`= ${userId}`)}
    ORDER BY name, id LIMIT ${page.first + 1}`;
  return toPlacePage(found, page);
}
