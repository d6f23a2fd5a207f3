import { randomUUID } from 'node:crypto';
import { HubError } from '../protocol/hub-error.ts';
import type { BrowserChannel, WebPushOutcome } from '../web-push/send-web-push.ts';
import { compileTagExpression } from './compile-tag-expression.ts';
import { expandHeader, expandTemplate, type TemplateProperties } from './expand-template.ts';
import type { NotificationRecord, PnsOutcome, PushLogEntry, SinkDevice } from './hub-state.ts';
import { type Installation, platforms } from './installation.ts';
import { type Delivery, readDisplay } from './read-display.ts';

/** A notification for some installations: native for those of its platform, or properties for everybody's templates. */
export type HubNotification = { readonly tagExpression: string | null } & (
  | { readonly format: (typeof platforms)[Installation['platform']]; readonly delivery: Delivery }
  | { readonly format: 'template'; readonly properties: TemplateProperties }
);

export interface Hub {
  readonly devices: readonly SinkDevice[];
  /** @throws {HubError} 404 for an installation that is not there. */
  find(installationId: string): SinkDevice;
  put(installation: Installation): void;
  remove(installationId: string): void;
  /** Takes the app from the device: its push service answers 410 from then on. */
  uninstall(installationId: string): void;
  /** @throws {HubError} 400 for a tag expression or a template that is not valid. */
  send(notification: HubNotification): NotificationRecord;
  /** @throws {HubError} 404 */
  findNotification(id: string): NotificationRecord;
}

const maxLogLength = 5_000;
const maxNotifications = 10_000;

export interface HubOptions {
  /** Hears of whatever changes what devices show. */
  readonly onChange: () => void;
  /** Hands a notification to a browser that is one. */
  readonly reachBrowser: (channel: BrowserChannel, delivery: Delivery) => Promise<WebPushOutcome>;
}

/** Makes a hub that keeps everything in memory. */
export function createHub(now: () => number, { onChange, reachBrowser }: HubOptions): Hub {
  const devices = new Map<string, SinkDevice>();
  const notifications = new Map<string, NotificationRecord>();
  const change = (device: SinkDevice) => {
    devices.set(device.installationId, device);
    onChange();
  };
  const find = (installationId: string) => {
    const device = devices.get(installationId);
    if (device?.isInstalled) return device;
    throw new HubError(404, 'The installation was not found.');
  };

  /** Hands a notification to the device's push service. */
  function deliver(device: SinkDevice, notificationId: string, delivery: Delivery): PnsOutcome {
    const { outcome, display, reason } = tryDisplay(device, delivery);
    const at = new Date(now()).toISOString();
    const entry: PushLogEntry = { notificationId, at, outcome, display, reason, ...delivery };
    const log = [...device.log, entry].slice(-maxLogLength);
    change({ ...device, log, isExpired: device.isExpired || outcome === 'ExpiredChannel' });
    if (outcome === 'Success') void reach(device.installation, delivery);
    return outcome;
  }

  /** What its push service says later of a browser is what the next notification meets. */
  async function reach({ installationId, platform, pushChannel }: Installation, delivery: Delivery) {
    if (platform !== 'browser' || typeof pushChannel === 'string') return;
    const outcome = await reachBrowser(pushChannel, delivery);
    const device = devices.get(installationId);
    if (outcome === 'gone' && device) change({ ...device, isGone: true });
  }

  return {
    get devices() {
      return [...devices.values()];
    },
    find,
    put(installation) {
      const { installationId } = installation;
      const known = devices.get(installationId);
      const isSame =
        JSON.stringify(known?.installation.pushChannel) === JSON.stringify(installation.pushChannel);
      const isGone = isSame && known?.isGone === true;
      change({
        installationId,
        installation,
        isInstalled: true,
        isGone,
        isExpired: false,
        log: known?.log ?? [],
      });
    },
    remove(installationId) {
      const device = devices.get(installationId);
      if (device) change({ ...device, isInstalled: false });
    },
    uninstall(installationId) {
      change({ ...find(installationId), isGone: true });
    },
    send(notification) {
      const { tagExpression } = notification;
      const matches = tagExpression === null ? () => true : compileTagExpression(tagExpression);
      const id = randomUUID();
      const deliveries = [...devices.values()]
        .filter(({ isInstalled, isExpired }) => isInstalled && !isExpired)
        .flatMap(({ installationId, installation }) =>
          listDeliveries(installation, notification, matches).map((delivery) => ({
            installationId,
            delivery,
          })),
        );
      const outcomes = deliveries.map(({ installationId, delivery }) => {
        const device = find(installationId);
        return { device, outcome: deliver(device, id, delivery) };
      });
      const record = { id, enqueuedAt: new Date(now()).toISOString(), outcomes };
      notifications.set(id, record);
      for (const oldest of notifications.keys()) {
        if (notifications.size <= maxNotifications) break;
        notifications.delete(oldest);
      }
      return record;
    },
    findNotification(id) {
      const record = notifications.get(id);
      if (record) return record;
      throw new HubError(404, 'The notification was not found.');
    },
  };
}

function tryDisplay({ isGone, installation }: SinkDevice, delivery: Delivery) {
  if (isGone) return { outcome: 'ExpiredChannel', display: null, reason: '410 Gone' } as const;
  try {
    return {
      outcome: 'Success',
      display: readDisplay(installation.platform, delivery),
      reason: null,
    } as const;
  } catch (error) {
    return { outcome: 'PnsInterfaceError', display: null, reason: (error as Error).message } as const;
  }
}

/** A native notification once, properties once for each template whose tags fit. */
function listDeliveries(
  installation: Installation,
  notification: HubNotification,
  matches: (tags: ReadonlySet<string>) => boolean,
): Delivery[] {
  const own = [...installation.tags, `$InstallationId:{${installation.installationId}}`];
  if (installation.userId) own.push(`$UserId:{${installation.userId}}`);
  if (notification.format !== 'template') {
    const isFor = notification.format === platforms[installation.platform] && matches(new Set(own));
    return isFor ? [notification.delivery] : [];
  }
  const { properties } = notification;
  return Object.values(installation.templates)
    .filter(({ tags }) => matches(new Set([...own, ...tags])))
    .map(({ body, headers }) => ({
      body: expandTemplate(body, properties),
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), expandHeader(value, properties)]),
      ),
    }));
}
