import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import type { OutboxDocument, PushMark } from '@headgate/alerting/outbox-document.ts';
import type { NotificationTarget } from './decide-push.ts';

/** Where outbox entries keep how far their push has come. */
export interface PushStore {
  /** The entry and its alert as they are now; undefined when the entry has expired. */
  load(entry: OutboxDocument): Promise<{ entry: OutboxDocument; alert: AlertDocument } | undefined>;
  mark(entry: OutboxDocument, mark: PushMark): Promise<void>;
  /** Entries that are held until `now`, in milliseconds since 1970, the longest held first; up to `limit`. */
  listHeld(now: number, limit: number): Promise<readonly OutboxDocument[]>;
}

/** What pushing takes. */
export interface PushServices {
  /** How users want to be told, by their ids; who has no account is absent. */
  readonly findTargets: (userIds: readonly string[]) => Promise<ReadonlyMap<string, NotificationTarget>>;
  readonly store: PushStore;
  /** Notifies all devices of the alert's user; answers the hub's id of the notification. */
  readonly send: (alert: AlertDocument) => Promise<string | null>;
}
