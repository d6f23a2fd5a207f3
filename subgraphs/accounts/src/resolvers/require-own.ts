import type { Database } from '../database/connect-database.ts';
import { accountsErrors } from '../errors.ts';

/**
 * Lets the owner alone change a place: operators see everything, but change nothing that is not theirs.
 * @throws PLACE_NOT_FOUND; FORBIDDEN for somebody else's place and for a store.
 */
export async function requireOwnPlace(database: Database, id: string, userId: string): Promise<void> {
  const place = await database.place.findUnique({ where: { id }, select: { ownerId: true } });
  if (!place) throw accountsErrors.create('PLACE_NOT_FOUND');
  if (place.ownerId !== userId) throw accountsErrors.create('FORBIDDEN');
}

/**
 * Lets the owner alone change a device.
 * @throws DEVICE_NOT_FOUND, FORBIDDEN
 */
export async function requireOwnDevice(database: Database, id: string, userId: string): Promise<void> {
  const device = await database.device.findUnique({ where: { id }, select: { userId: true } });
  if (!device) throw accountsErrors.create('DEVICE_NOT_FOUND');
  if (device.userId !== userId) throw accountsErrors.create('FORBIDDEN');
}
