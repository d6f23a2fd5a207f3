import type { Activity, ActivityKind } from './activity.ts';

/** Whose event, and which: what identifies an event. */
export interface ActivityKey {
  readonly userId: string;
  readonly id: string;
}

/** What is absent does not narrow. */
export interface ActivityFilter {
  /** An empty list lets nothing through. */
  readonly kinds?: readonly ActivityKind[];
  /** Occurred then or later. */
  readonly since?: Date;
  /** Occurred earlier. */
  readonly until?: Date;
  readonly placeId?: string;
}

/** A place in the order of events: the latest first, events of one moment by id. */
export interface ActivityPosition {
  readonly occurredAt: Date;
  readonly id: string;
}

export interface ActivityListing {
  /** One user's events, or everybody's: that asks every partition. */
  readonly of: { readonly userId: string } | 'everybody';
  readonly filter: ActivityFilter;
  readonly limit: number;
  /** Lists what comes after this. Default: from the latest on. */
  readonly after?: ActivityPosition;
}

/** Keeps events. Every method throws SERVICE_UNAVAILABLE when the store is away or busy. */
export interface ActivityStore {
  /** Stores an event, unless the user has one of that id; answers what is stored then. */
  record(activity: Activity): Promise<Activity>;
  /**
   * Stores up to 100 events of one user at once, all or none, so that whoever follows the store sees them in this
   * order. Those that the user has already are left as they are; answers what is stored then, in the same order.
   */
  recordAll(userId: string, activities: readonly Activity[]): Promise<readonly Activity[]>;
  /** Finds events of one user by id; those that are not there are left out. */
  find(userId: string, ids: readonly string[]): Promise<readonly Activity[]>;
  /** Lists events, the latest first. */
  list(listing: ActivityListing): Promise<readonly Activity[]>;
  count(userId: string, filter: ActivityFilter): Promise<number>;
}
