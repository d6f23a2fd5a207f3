import type { PrismaClient } from '../../subgraphs/accounts/src/__generated__/prisma/client.ts';
import { createStores } from './create-stores.ts';
import { createUsers } from './create-users.ts';

/**
 * Fills a migrated database with a thousand users and a store in each large city.
 * Rows that are there already stay as they are, so it may run at every start; answers how many rows are there afterwards.
 */
export async function seedDatabase(
  database: Pick<PrismaClient, 'user' | 'place'>,
): Promise<{ users: number; stores: number }> {
  await database.user.createMany({ data: createUsers(), skipDuplicates: true });
  await database.place.createMany({ data: createStores(), skipDuplicates: true });
  return {
    users: await database.user.count(),
    stores: await database.place.count({ where: { ownerId: null } }),
  };
}
