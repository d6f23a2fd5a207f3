import { decodeCursor } from '@headgate/relay/cursor.ts';
import type { PageArguments } from '@headgate/relay/page-arguments.ts';
import { type Place, Prisma } from '../__generated__/prisma/client.ts';
import type { Database } from '../database/connect-database.ts';
import { nameCursorSchema, type PlacePage, placeColumns, placesByName, toPlacePage } from './place-page.ts';

/** Finds a page of the places of each of several users, by name, in one statement; in the order of `ownerIds`. */
export async function findPlacesOfOwners(
  database: Database,
  ownerIds: readonly string[],
  page: PageArguments,
): Promise<PlacePage[]> {
  const after = page.after === null ? null : decodeCursor(page.after, placesByName, nameCursorSchema);
  const rest = after ? Prisma.sql`AND (name, id) > (${after[0]}, ${after[1]})` : Prisma.empty;
  const found = await database.$queryRaw<Place[]>`
    SELECT place.* FROM unnest(${[...ownerIds]}::text[]) AS wanted (owner_id) CROSS JOIN LATERAL (
      SELECT ${placeColumns} FROM places WHERE places.owner_id = wanted.owner_id ${rest}
      ORDER BY name, id LIMIT ${page.first + 1}
    ) AS place`;
  const byOwner = Map.groupBy(found, ({ ownerId }) => ownerId);
  return ownerIds.map((ownerId) => toPlacePage(byOwner.get(ownerId) ?? [], page));
}
