import type { Database } from '../database/connect-database.ts';
import { readPreferences } from './read-preferences.ts';

/** Finds how users want to be told of alerts; who has no account is left out. */
export async function findNotificationTargets(database: Database, userIds: readonly string[]) {
  const users = await database.user.findMany({
    where: { id: { in: [...userIds] } },
    include: { devices: { take: 1, select: { id: true } } },
  });
  return users.map((user) => ({
    userId: user.id,
    timeZone: user.timeZone,
    hasDevices: user.devices.length > 0,
    preferences: readPreferences(user),
  }));
}
