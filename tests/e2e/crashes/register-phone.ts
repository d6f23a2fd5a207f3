import { setTimeout as delay } from 'node:timers/promises';
import type { SinkDevice } from '@headgate/push-sink/hub/hub-state.ts';
import { askGateway, type GatewayCaller } from './call-gateway.ts';

/** A phone that alerts are pushed to. */
export interface Phone {
  /** Resolves when a notification has come for each of these alerts; answers the collapse ids of all that came. */
  waitForAlerts(alertIds: readonly string[]): Promise<ReadonlySet<string | null | undefined>>;
}

const lookAgainMs = 200;

const register = `mutation ($user: RegisterUserInput!, $device: RegisterDeviceInput!) {
  registerUser(input: $user) { id }
  registerDevice(input: $device) { id }
}`;

/** Registers a user and a phone of theirs; resolves when the hub knows it. */
export async function registerPhone(caller: GatewayCaller, userId: string, pushUrl: string): Promise<Phone> {
  const { registerDevice } = await askGateway<{ registerDevice: { id: string } }>(caller, {
    query: register,
    variables: {
      user: { email: `${userId}@example.com`, displayName: userId },
      device: { platform: 'IOS', name: 'Phone', pushHandle: userId },
    },
  });
  const findDevice = async () => {
    const response = await fetch(new URL('devices', pushUrl));
    const { devices } = (await response.json()) as { devices: readonly SinkDevice[] };
    return devices.find(({ installationId }) => installationId === registerDevice.id);
  };
  while (!(await findDevice())?.isInstalled) await delay(lookAgainMs);
  return {
    async waitForAlerts(alertIds) {
      for (;;) {
        const log = (await findDevice())?.log ?? [];
        const collapseIds = new Set(log.map(({ display }) => display?.collapseId));
        if (alertIds.every((id) => collapseIds.has(id))) return collapseIds;
        await delay(lookAgainMs);
      }
    },
  };
}
