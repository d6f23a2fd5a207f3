export const activityKinds = ['VIEW', 'CLICK', 'CHECK_IN', 'PURCHASE', 'SIGN_IN', 'CUSTOM'] as const;

export type ActivityKind = (typeof activityKinds)[number];

/** Something a user did. */
export interface Activity {
  /** The client's id for the event, unique for its user. */
  readonly id: string;
  readonly userId: string;
  readonly kind: ActivityKind;
  /** By the client's clock. */
  readonly occurredAt: Date;
  /** By ours. */
  readonly recordedAt: Date;
  readonly location: GeoPoint | null;
  readonly accuracyMeters: number | null;
  readonly placeId: string | null;
  readonly amount: Money | null;
  readonly sessionId: string | null;
  /** Any JSON value. */
  readonly properties: unknown;
}

/** WGS 84, in degrees. */
export interface GeoPoint {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Money {
  readonly minorUnits: number;
  /** ISO 4217. */
  readonly currency: string;
}
