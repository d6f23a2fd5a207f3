import DataLoader from 'dataloader';
import type { Activity } from './activity.ts';
import type { ActivityFilter, ActivityKey, ActivityListing, ActivityStore } from './activity-store.ts';
import { mapConcurrently } from './map-concurrently.ts';

/** Loads for one operation: what is asked for twice is fetched once. */
export interface Loaders {
  /** null for an event that is not there. */
  readonly activities: DataLoader<ActivityKey, Activity | null, string>;
  readonly listings: DataLoader<ActivityListing, readonly Activity[], string>;
  readonly counts: DataLoader<ActivityCount, number, string>;
  /** Drops what was loaded: after a write it may be outdated. */
  forget(): void;
}

export interface ActivityCount {
  readonly userId: string;
  readonly filter: ActivityFilter;
}

/** Partitions that are asked at once. */
const maxConcurrentReads = 20;

/**
 * Events by key take one request a partition, however many they are. Lists and counts take one each: users are
 * partitions of their own, and Cosmos DB has no query for the first few of several places.
 */
export function createLoaders(store: ActivityStore): Loaders {
  const { list, count } = store;
  const activities = new DataLoader((keys: readonly ActivityKey[]) => findByKeys(store, keys), {
    cacheKeyFn,
  });
  const listings = new DataLoader(
    (keys: readonly ActivityListing[]) => mapConcurrently(keys, maxConcurrentReads, list),
    { cacheKeyFn },
  );
  const counts = new DataLoader(
    (keys: readonly ActivityCount[]) =>
      mapConcurrently(keys, maxConcurrentReads, ({ userId, filter }) => count(userId, filter)),
    { cacheKeyFn },
  );
  return {
    activities,
    listings,
    counts,
    forget() {
      for (const loader of [activities, listings, counts]) loader.clearAll();
    },
  };
}

const cacheKeyFn = (key: object): string => JSON.stringify(key);

async function findByKeys(
  store: ActivityStore,
  keys: readonly ActivityKey[],
): Promise<(Activity | null | Error)[]> {
  const partitions = [...Map.groupBy(keys, ({ userId }) => userId)];
  const found = await mapConcurrently(partitions, maxConcurrentReads, async ([userId, wanted]) => {
    const activities = await store.find(
      userId,
      wanted.map(({ id }) => id),
    );
    return new Map(activities.map((activity) => [activity.id, activity]));
  });
  const byUser = new Map(partitions.map(([userId], index) => [userId, found[index]]));
  return keys.map(({ userId, id }) => {
    const activities = byUser.get(userId);
    return activities instanceof Error ? activities : (activities?.get(id) ?? null);
  });
}
