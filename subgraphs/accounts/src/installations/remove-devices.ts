import type { Prisma } from '../__generated__/prisma/client.ts';
import type { Database } from '../database/connect-database.ts';
import { requestInstallation } from './request-installation.ts';

/** Removes devices within a transaction, and lets their installations follow. */
export async function removeDevices(
  transaction: Pick<Database, 'device' | '$executeRaw'>,
  where: Prisma.DeviceWhereInput,
): Promise<void> {
  const devices = await transaction.device.findMany({ where, select: { id: true } });
  const ids = devices.map(({ id }) => id);
  await transaction.device.deleteMany({ where: { id: { in: ids } } });
  for (const id of ids) await requestInstallation(transaction, id);
}
