import { EventEmitter, on, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSinkApp } from './create-sink-app.ts';
import { createHub, type Hub } from './hub/create-hub.ts';
import { listDisplayed, type SinkDevice } from './hub/hub-state.ts';
import {
  createFaults,
  type Fault,
  type FaultyOperation,
  type StalledRequests,
} from './protocol/create-faults.ts';
import { createPushService } from './push-service/create-push-service.ts';
import { acceptBrowsers } from './push-service/serve-push-service.ts';
import { type ConnectionStrings, createConnectionStrings, sinkPolicies } from './sink-policies.ts';
import { sendWebPush } from './web-push/send-web-push.ts';

export interface PushSinkOptions {
  readonly host?: string;
  /** Default: one that the operating system chooses. */
  readonly port?: number;
  /** Default: `headgate`. */
  readonly hubName?: string;
  /** Clock, in milliseconds since 1970. Default: the system's. */
  readonly now?: () => number;
}

export interface PushSink extends AsyncDisposable {
  /** The page that shows devices; `/devices` beside it is the same as JSON. */
  readonly url: string;
  readonly hubName: string;
  readonly connectionStrings: ConnectionStrings;
  readonly devices: readonly SinkDevice[];
  /** Resolves with what `find` finds among the devices, now or as soon as something changes. */
  waitFor<Found>(find: (devices: readonly SinkDevice[]) => Found | undefined | false): Promise<Found>;
  uninstall(installationId: string): void;
  /** Loses an installation, as a hub does that is made anew. */
  forget(installationId: string): void;
  fail(fault: Fault): void;
  stall(operation: FaultyOperation): StalledRequests;
}

/**
 * Starts a hub of Azure Notification Hubs that the official SDK works with unchanged, and that shows what each device would
 * display. Its devices and their notifications go with it.
 */
export async function startPushSink(options: PushSinkOptions = {}): Promise<PushSink> {
  const { host = '127.0.0.1', port = 0, hubName = 'headgate', now = Date.now } = options;
  const changes = new EventEmitter().setMaxListeners(0);
  const hub: Hub = createHub(now, {
    onChange: () => changes.emit('change'),
    reachBrowser: (channel, delivery) => sendWebPush(channel, delivery, { now }),
  });
  const faults = createFaults();
  let origin = '';
  const pushService = createPushService({ origin: () => origin, now });
  const app = createSinkApp({ hub, hubName, faults, policies: sinkPolicies, pushService, changes, now });
  const server = createServer(app).listen(port, host);
  await once(server, 'listening');
  const closeBrowsers = acceptBrowsers(server, pushService);
  origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  const url = `${origin}/`;
  return {
    url,
    hubName,
    connectionStrings: createConnectionStrings(url),
    get devices() {
      return hub.devices;
    },
    async waitFor(find) {
      // Listens before it looks, so that nothing falls between.
      const events = on(changes, 'change');
      try {
        for (;;) {
          const found = find(hub.devices);
          if (found) return found;
          await events.next();
        }
      } finally {
        await events.return?.();
      }
    },
    uninstall: hub.uninstall,
    forget: hub.remove,
    fail: faults.add,
    stall: faults.stall,
    async [Symbol.asyncDispose]() {
      closeBrowsers();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What is on the screen of a device, the latest first. */
export function displayedOn(devices: readonly SinkDevice[], installationId: string) {
  const device = devices.find((each) => each.installationId === installationId);
  return device ? listDisplayed(device) : [];
}
