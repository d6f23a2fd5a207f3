import { createOrUpdateInstallation, deleteInstallation } from '@azure/notification-hubs/api';
import type { Hub } from '@headgate/push/connect-hub.ts';
import { readHubFailure } from '@headgate/push/read-hub-failure.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { Device } from '../__generated__/prisma/client.ts';
import type { Database } from '../database/connect-database.ts';
import { requestInstallation } from './request-installation.ts';
import { toInstallation } from './to-installation.ts';

export interface InstallationDependencies {
  readonly database: Database;
  readonly hub: Hub;
  readonly logger: Logger;
}

interface Pending {
  readonly deviceId: string;
  readonly version: string;
  readonly tries: number;
}

/** Requests of one pass; more are left to the next one. */
export const syncBatchSize = 20;

/** Longer than the hub may take: whoever has taken a request and is gone then, did not finish. */
const claimSeconds = 60;

const delayMs = { first: 1_000, most: 5 * 60_000 };

/**
 * Brings installations in line with their devices, as far as that is due. Any number of processes may do so at the same time.
 * What fails is tried again later; what the hub can never accept is given up and logged.
 * @returns how many were due.
 */
export async function syncInstallations(dependencies: InstallationDependencies): Promise<number> {
  const { database } = dependencies;
  const claimed = await claim(database);
  const ids = claimed.map(({ deviceId }) => deviceId);
  const devices = ids.length === 0 ? [] : await database.device.findMany({ where: { id: { in: ids } } });
  const byId = new Map(devices.map((device) => [device.id, device]));
  await Promise.all(claimed.map((pending) => sync(dependencies, pending, byId.get(pending.deviceId))));
  return claimed.length;
}

/** Takes requests that are due, so that no other process takes them before they are done. */
function claim(database: Database): Promise<Pending[]> {
  return database.$queryRaw<Pending[]>`
    UPDATE pending_installations SET due_at = now() + make_interval(secs => ${claimSeconds}), tries = tries + 1
    WHERE device_id IN (
      SELECT device_id FROM pending_installations WHERE due_at <= now()
      ORDER BY due_at LIMIT ${syncBatchSize} FOR UPDATE SKIP LOCKED
    )
    RETURNING device_id AS "deviceId", version, tries`;
}

async function sync(
  { database, hub, logger }: InstallationDependencies,
  { deviceId, version, tries }: Pending,
  device: Device | undefined,
): Promise<void> {
  const key = { deviceId, version };
  try {
    if (device) await createOrUpdateInstallation(hub, toInstallation(device));
    else await deleteInstallation(hub, deviceId);
  } catch (error) {
    const failure = readHubFailure(error);
    const reason = error instanceof Error ? error.message : String(error);
    if (failure && !failure.isPermanent) {
      const waitMs = Math.max(failure.retryAfterMs, Math.min(delayMs.first * 2 ** (tries - 1), delayMs.most));
      const dueAt = new Date(Date.now() + waitMs);
      await database.pendingInstallation.updateMany({ where: key, data: { dueAt } });
      logger.warn(
        { deviceId, tries, waitMs, reason },
        'the notification hub did not take an installation; it is tried again',
      );
      return;
    }
    logger.error(
      { deviceId, reason },
      'the notification hub cannot take an installation: the device gets no push',
    );
  }
  const { count } = await database.pendingInstallation.deleteMany({ where: key });
  // The device has changed meanwhile: whichever of two requests the hub had last, another one is right.
  if (count === 0) await requestInstallation(database, deviceId);
}
