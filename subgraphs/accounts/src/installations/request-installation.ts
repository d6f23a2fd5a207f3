import { randomUUID } from 'node:crypto';
import type { Database } from '../database/connect-database.ts';

/**
 * Notes that the installation of a device is to be brought in line with it: created, changed, or removed with it. Done in the
 * transaction that changes the device, so that neither happens without the other.
 */
export async function requestInstallation(
  transaction: Pick<Database, '$executeRaw'>,
  deviceId: string,
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO pending_installations (device_id, version) VALUES (${deviceId}, ${randomUUID()})
    ON CONFLICT (device_id) DO UPDATE SET version = EXCLUDED.version, due_at = now(), tries = 0`;
}
