import { getInstallation } from '@azure/notification-hubs/api';
import type { Hub } from '@headgate/push/connect-hub.ts';
import { readHubFailure } from '@headgate/push/read-hub-failure.ts';
import { removeDevices } from './remove-devices.ts';
import { requestInstallation } from './request-installation.ts';
import type { InstallationDependencies } from './sync-installations.ts';

/** Devices of one pass: the hub allows fewer requests for installations than notifications. */
const batchSize = 20;

/**
 * Asks the hub for devices that it was not asked for since `checkAfterMs`. One whose push service says that it is gone is
 * removed, here and in the hub; one that the hub does not know is installed again.
 * @returns how many devices were removed.
 * @throws what the hub throws; the devices are asked for again later.
 */
export async function checkInstallations(
  { database, hub, logger }: InstallationDependencies,
  checkAfterMs: number,
): Promise<number> {
  const before = new Date(Date.now() - checkAfterMs);
  const claimed = await database.$queryRaw<{ id: string }[]>`
    UPDATE devices SET checked_at = now() WHERE id IN (
      SELECT id FROM devices WHERE checked_at <= ${before}
      AND NOT EXISTS (SELECT FROM pending_installations WHERE device_id = devices.id)
      ORDER BY checked_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED
    )
    RETURNING id`;
  let removed = 0;
  for (const { id } of claimed) {
    const state = await findState(hub, id);
    if (state === 'missing') await requestInstallation(database, id);
    if (state !== 'gone') continue;
    await database.$transaction((transaction) => removeDevices(transaction, { id }));
    removed += 1;
    logger.info({ deviceId: id }, 'removed a device that its push service no longer knows');
  }
  return removed;
}

async function findState(hub: Hub, installationId: string): Promise<'there' | 'gone' | 'missing'> {
  try {
    const installation = await getInstallation(hub, installationId);
    // The SDK has another name for what the service calls so.
    const { expiredPushChannel } = installation as { expiredPushChannel?: boolean };
    return expiredPushChannel || installation.pushChannelExpired ? 'gone' : 'there';
  } catch (error) {
    const status = readHubFailure(error)?.status;
    if (status === 410) return 'gone';
    if (status === 404) return 'missing';
    throw error;
  }
}
