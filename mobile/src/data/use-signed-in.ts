import { type CacheKeeper, keepCache } from '@headgate/clients/keep-cache.ts';
import type { EventAges } from '@headgate/clients/telemetry/create-event-ages.ts';
import { useEffect, useState } from 'react';
import type { Platform } from '../ports/platform.ts';
import { createDevice, type Device } from '../push/create-device.ts';
import type { Session } from '../sign-in/create-session.ts';
import type { Settings } from '../sign-in/settings.ts';
import { openTelemetry } from '../telemetry/open-telemetry.ts';
import { type Clients, createClient } from './create-client.ts';

/** What somebody who is signed in works with. */
export interface SignedIn {
  readonly clients: Clients;
  readonly device: Device;
  readonly kept: CacheKeeper;
  /** Measures how old alerts are when they are on the screen. */
  readonly ages: EventAges;
}

export interface SignedInOptions {
  readonly platform: Platform;
  readonly settings: Settings;
  readonly session: Session;
  readonly ownFetch: typeof fetch;
  readonly webSocketImpl: unknown;
  readonly userId: string;
}

/** Undefined until what was seen before is back, which takes no network. */
export function useSignedIn(options: SignedInOptions): SignedIn | undefined {
  const { platform, settings, session, ownFetch, webSocketImpl, userId } = options;
  const [signedIn, setSignedIn] = useState<SignedIn>();
  useEffect(() => {
    const { graphqlUrl } = settings;
    const telemetry = openTelemetry({ platform, graphqlUrl, session, ownFetch });
    const { recorder, ages } = telemetry;
    const clients = createClient({ graphqlUrl, session, ownFetch, webSocketImpl, recorder });
    const device = createDevice(clients.client, platform);
    let isGone = false;
    const { read, write, remove } = platform.seen;
    const storage = { getItem: read, setItem: write, removeItem: remove };
    void keepCache({ cache: clients.cache, storage, key: `seen-${userId}` }).then((kept) => {
      if (isGone) return;
      clients.onHeard(kept.schedule);
      setSignedIn({ clients, device, kept, ages });
      telemetry.markStarted();
      // A network that is not there now is there at another start.
      void device.register().catch(() => undefined);
    });
    return () => {
      isGone = true;
      telemetry.stop();
      device.dispose();
      void clients.dispose();
    };
  }, [platform, settings, session, ownFetch, webSocketImpl, userId]);
  return signedIn;
}
