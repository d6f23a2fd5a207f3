import { encodeCursor } from '@headgate/relay/cursor.ts';
import { type Connection, toConnection } from '@headgate/relay/to-connection.ts';
import { z } from 'zod';
import { type Place, Prisma } from '../__generated__/prisma/client.ts';

export type PlacePage = Connection<Place>;

/** Columns of a place as Prisma's model names them, for SQL by hand. */
export const placeColumns = Prisma.sql`
  id, owner_id AS "ownerId", name, latitude, longitude, radius_meters AS "radiusMeters"`;

/** Where a list by name goes on: after this name and id. */
export const nameCursorSchema = z.tuple([z.string(), z.string()]);

/** Makes a page of places in the order of their names. */
export function toPlacePage(
  found: readonly Place[],
  page: { first: number; after: string | null },
): PlacePage {
  return toConnection(found, page, ({ name, id }) => encodeCursor([name, id]));
}
