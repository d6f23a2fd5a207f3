import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const lookEveryMs = 200;

const schema = z.object({
  devices: z.array(
    z.object({
      installationId: z.string(),
      displayed: z.array(z.object({ collapseId: z.string().nullable() })),
    }),
  ),
});

/**
 * Waits until a device of the push sink displays each of some alerts, but not longer than `patienceMs`.
 * @returns the ids of the alerts that it does not display.
 */
export async function awaitPushes(
  pushUrl: string,
  deviceId: string,
  { alertIds, patienceMs }: { readonly alertIds: readonly string[]; readonly patienceMs: number },
): Promise<string[]> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const response = await fetch(new URL('devices', pushUrl));
    const { devices } = schema.parse(await response.json());
    const device = devices.find(({ installationId }) => installationId === deviceId);
    const shown = new Set(device?.displayed.map(({ collapseId }) => collapseId));
    const missing = alertIds.filter((id) => !shown.has(id));
    if (missing.length === 0 || Date.now() > deadline) return missing;
    await delay(lookEveryMs);
  }
}
