import type { ApolloClient } from '@apollo/client';
import {
  PreferencesDocument,
  RegisterDeviceDocument,
  RemoveDeviceDocument,
} from '@headgate/clients/__generated__/graphql.ts';
import type { Platform } from '../ports/platform.ts';

/** This device, as accounts knows it. */
export interface Device {
  /** Registers it, and again whenever its push service gives it another handle; nothing where the user allows no notifications. */
  register(): Promise<void>;
  /** Takes it off its user's list, while there is still a token to ask with. */
  remove(): Promise<void>;
  dispose(): void;
}

const storeKey = 'device';

interface Registered {
  readonly id: string;
  readonly handle: string;
}

export function createDevice(client: ApolloClient, { push, seen }: Platform): Device {
  let stop: () => void = () => {};

  async function readRegistered(): Promise<Registered | undefined> {
    const text = await seen.read(storeKey);
    return text ? (JSON.parse(text) as Registered) : undefined;
  }

  async function tell(pushHandle: string): Promise<void> {
    const { platform, deviceName: name } = push;
    if (!platform) return;
    const before = await readRegistered();
    const input = { platform, name: name.slice(0, 100), pushHandle };
    const { data } = await client.mutate({ mutation: RegisterDeviceDocument, variables: { input } });
    if (!data) return;
    const { id } = data.registerDevice;
    client.cache.updateQuery({ query: PreferencesDocument }, (known) => {
      if (!known?.viewer) return known;
      const others = known.viewer.devices.filter((each) => each.id !== id && each.id !== before?.id);
      return { ...known, viewer: { ...known.viewer, devices: [...others, data.registerDevice] } };
    });
    await seen.write(storeKey, JSON.stringify({ id, handle: pushHandle } satisfies Registered));
    // The service forgets old handles by itself, but only when something is sent to them.
    if (before && before.id !== id)
      await client.mutate({
        mutation: RemoveDeviceDocument,
        variables: { id: before.id },
        errorPolicy: 'all',
      });
  }

  return {
    async register() {
      if (!push.platform || !(await push.isAllowed())) return;
      stop();
      // One that cannot be told now is told at the next start.
      stop = push.onHandle((handle) => void tell(handle).catch(() => undefined));
      await tell(await push.readHandle());
    },
    async remove() {
      stop();
      const registered = await readRegistered();
      if (!registered) return;
      await seen.remove(storeKey);
      await client.mutate({ mutation: RemoveDeviceDocument, variables: { id: registered.id } });
    },
    dispose: () => stop(),
  };
}
