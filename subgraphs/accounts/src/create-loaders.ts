import type { PageArguments } from '@headgate/relay/page-arguments.ts';
import DataLoader from 'dataloader';
import type { Device, Place, User } from './__generated__/prisma/client.ts';
import type { Database } from './database/connect-database.ts';
import { findPlacesOfOwners } from './places/find-places-of-owners.ts';
import type { PlacePage } from './places/place-page.ts';

/** A user's places, and which page of them. */
export interface PlacesKey extends PageArguments {
  readonly ownerId: string;
}

/** Loads what is asked for by the fields of one operation together, a statement for each kind. */
export interface Loaders {
  readonly users: DataLoader<string, User | null>;
  readonly devices: DataLoader<string, Device | null>;
  readonly places: DataLoader<string, Place | null>;
  readonly devicesOfUsers: DataLoader<string, Device[]>;
  readonly placesOfUsers: DataLoader<PlacesKey, PlacePage, string>;
}

const options = { maxBatchSize: 1_000 };

export function createLoaders(database: Database): Loaders {
  return {
    users: new DataLoader(
      async (ids) => inOrder(ids, await database.user.findMany({ where: { id: { in: [...ids] } } })),
      options,
    ),
    devices: new DataLoader(
      async (ids) => inOrder(ids, await database.device.findMany({ where: { id: { in: [...ids] } } })),
      options,
    ),
    places: new DataLoader(
      async (ids) => inOrder(ids, await database.place.findMany({ where: { id: { in: [...ids] } } })),
      options,
    ),
    devicesOfUsers: new DataLoader(async (userIds) => {
      const devices = await database.device.findMany({
        where: { userId: { in: [...userIds] } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      const byUser = Map.groupBy(devices, ({ userId }) => userId);
      return userIds.map((userId) => byUser.get(userId) ?? []);
    }, options),
    placesOfUsers: new DataLoader((keys) => loadPlacePages(database, keys), {
      ...options,
      cacheKeyFn: ({ ownerId, first, after }) => JSON.stringify([ownerId, first, after]),
    }),
  };
}

function inOrder<Row extends { id: string }>(ids: readonly string[], rows: Row[]): (Row | null)[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** A field that is used twice may ask for different pages: each kind of page is one statement. */
async function loadPlacePages(database: Database, keys: readonly PlacesKey[]): Promise<PlacePage[]> {
  const pageOf = ({ first, after }: PlacesKey) => JSON.stringify([first, after]);
  const groups = [...Map.groupBy(keys, pageOf).values()];
  const pages = new Map<PlacesKey, PlacePage>();
  await Promise.all(
    groups.map(async (group) => {
      const found = await findPlacesOfOwners(
        database,
        group.map(({ ownerId }) => ownerId),
        group[0] as PlacesKey,
      );
      group.forEach((key, index) => {
        pages.set(key, found[index] as PlacePage);
      });
    }),
  );
  return keys.map((key) => pages.get(key) as PlacePage);
}
