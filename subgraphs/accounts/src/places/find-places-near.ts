import { earthRadiusMeters } from '@headgate/geometry/earth-radius.ts';
import type { GeoPoint } from '@headgate/geometry/geo-point.ts';
import { surroundingBox } from '@headgate/geometry/surrounding-box.ts';
import { storableText } from '@headgate/input-rules/storable-text.ts';
import { decodeCursor, encodeCursor } from '@headgate/relay/cursor.ts';
import type { PageArguments } from '@headgate/relay/page-arguments.ts';
import { toConnection } from '@headgate/relay/to-connection.ts';
import { z } from 'zod';
import { type Place, Prisma } from '../__generated__/prisma/client.ts';
import type { Database } from '../database/connect-database.ts';
import { type PlacePage, placeColumns } from './place-page.ts';

/** A circle to search: the centre, and metres around it. */
export interface SearchArea {
  readonly near: GeoPoint;
  readonly withinMeters: number;
}

type PlaceAtDistance = Place & { readonly distance: number };

const list = 'places near';
const cursorSchema = z.tuple([z.number(), storableText]);

/** Finds the stores and a user's own places around a point, the nearest first. */
export async function findPlacesNear(
  database: Database,
  userId: string,
  { near, withinMeters }: SearchArea,
  page: PageArguments,
): Promise<PlacePage> {
  const after = page.after === null ? null : decodeCursor(page.after, list, cursorSchema);
  const rest = after ? Prisma.sql`AND (distance, id) > (${after[0]}::float8, ${after[1]})` : Prisma.empty;
  const box = isInside(near, withinMeters);
  const select = (owner: Prisma.Sql) => Prisma.sql`
    SELECT ${placeColumns}, ${distanceFrom(near)} AS distance FROM places WHERE owner_id ${owner} AND ${box}`;
  const found = await database.$queryRaw<PlaceAtDistance[]>`
    SELECT * FROM (${select(Prisma.sql`IS NULL`)} UNION ALL ${select(Prisma.sql`= ${userId}`)}) AS candidate
    WHERE distance <= ${withinMeters}::float8 ${rest}
    ORDER BY distance, id LIMIT ${page.first + 1}`;
  return toConnection(found, page, (place) =>
    encodeCursor(list, [(place as PlaceAtDistance).distance, place.id]),
  );
}

/** What an index on the coordinates can answer. */
function isInside(near: GeoPoint, withinMeters: number): Prisma.Sql {
  const { latitudes, longitudes } = surroundingBox(near, withinMeters);
  const ranges = longitudes.map(
    ([west, east]) => Prisma.sql`longitude BETWEEN ${west}::float8 AND ${east}::float8`,
  );
  return Prisma.sql`latitude BETWEEN ${latitudes[0]}::float8 AND ${latitudes[1]}::float8 AND (${Prisma.join(ranges, ' OR ')})`;
}

/** Metres along the great circle, by the haversine formula: https://en.wikipedia.org/wiki/Haversine_formula */
function distanceFrom({ latitude, longitude }: GeoPoint): Prisma.Sql {
  return Prisma.sql`2 * ${earthRadiusMeters}::float8 * asin(least(1, sqrt(
    sin(radians(latitude - ${latitude}::float8) / 2) ^ 2
    + cos(radians(${latitude}::float8)) * cos(radians(latitude))
    * sin(radians(longitude - ${longitude}::float8) / 2) ^ 2)))`;
}
