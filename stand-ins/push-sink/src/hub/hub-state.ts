import type { Installation } from './installation.ts';
import type { Display } from './read-display.ts';

/** One notification that reached a device's push service: what the device displays of it, or why it was refused. */
export interface PushLogEntry {
  readonly notificationId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly outcome: PnsOutcome;
  /** null when the push service refused it. */
  readonly display: Display | null;
  readonly reason: string | null;
  /** As the push service got it. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What became of a notification at one device, as telemetry names it. */
export type PnsOutcome = 'Success' | 'ExpiredChannel' | 'BadChannel' | 'PnsInterfaceError';

/** A phone, a computer or a browser, whether the hub knows it still or not. */
export interface SinkDevice {
  readonly installationId: string;
  /** As it was last known. */
  readonly installation: Installation;
  readonly isInstalled: boolean;
  /** The app was removed from the device: its push service answers 410. */
  readonly isGone: boolean;
  /** The hub has learned that it is gone. */
  readonly isExpired: boolean;
  /** In the order in which notifications came. */
  readonly log: readonly PushLogEntry[];
}

/** What became of a notification: how many devices by platform and outcome. */
export interface NotificationRecord {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly enqueuedAt: string;
  readonly outcomes: readonly { readonly device: SinkDevice; readonly outcome: PnsOutcome }[];
}

/** What is on a device's screen: of notifications with one collapse id the last. The latest come first. */
export function listDisplayed({ log }: Pick<SinkDevice, 'log'>): (Display & { readonly at: string })[] {
  const shown = new Map<string | PushLogEntry, Display & { readonly at: string }>();
  for (const entry of log) {
    if (!entry.display) continue;
    const place = entry.display.collapseId ?? entry;
    shown.delete(place);
    shown.set(place, { ...entry.display, at: entry.at });
  }
  return [...shown.values()].reverse();
}
