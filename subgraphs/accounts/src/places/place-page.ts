import { storableText } from '@headgate/input-rules/storable-text.ts';
import { encodeCursor } from '@headgate/relay/cursor.ts';
import { type Connection, toConnection } from '@headgate/relay/to-connection.ts';
import { z } from 'zod';
import type { Place } from '../__generated__/prisma/client.ts';
import { selectColumns } from '../database/select-columns.ts';

export type PlacePage = Connection<Place>;

/** Columns of a place as Prisma's model names them, for SQL by hand. */
export const placeColumns = selectColumns<Place>({
  id: 'id',
  ownerId: 'owner_id',
  name: 'name',
  latitude: 'latitude',
  longitude: 'longitude',
  radiusMeters: 'radius_meters',
});

/** Where a list by name goes on: after this name and id. */
export const nameCursorSchema = z.tuple([storableText, storableText]);

/** The list by name, as its cursors call it. */
export const placesByName = 'places';

/** Makes a page of places in the order of their names. */
export function toPlacePage(
  found: readonly Place[],
  page: { first: number; after: string | null },
): PlacePage {
  return toConnection(found, page, ({ name, id }) => encodeCursor(placesByName, [name, id]));
}
