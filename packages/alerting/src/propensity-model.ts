/** The features of a buyer, in the order of a model's coefficients. */
export const propensityFeatureNames = [
  'log_recency',
  'log_orders',
  'log_age',
  'log_amount',
  'orders30',
] as const;

/** A model of who buys again within some days: log odds of {@link propensityFeatureNames}. */
export interface PropensityModel {
  readonly name: string;
  readonly horizonDays: number;
  /** ISO 8601, UTC. */
  readonly trainedAt: string;
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

/** What a user has bought. */
export interface PurchaseHistory {
  /** Milliseconds since 1970. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly orders: number;
  /** Days (UTC) with a purchase. */
  readonly days: number;
  /** In the smallest unit of the currency, of whatever currency. */
  readonly amount: number;
  /** When the purchases of the last 30 days were, in milliseconds since 1970; up to 100. */
  readonly recent: readonly number[];
}

/** What an hour of the week is expected to have, and the most that it usually has. */
export interface ExpectedHour {
  readonly expected: number;
  readonly high: number;
}

/**
 * What batch jobs know of a user, as they write it into the user's partition of the container `alerts`; scored for each event.
 */
export interface PredictionDocument {
  readonly type: 'prediction';
  readonly id: 'prediction';
  readonly userId: string;
  /** null where there is too little to learn from. */
  readonly propensity: PropensityModel | null;
  /** null for one who has bought nothing. Events up to `asOf` are in it. */
  readonly history: PurchaseHistory | null;
  /** Milliseconds since 1970. */
  readonly asOf: number;
  /** Kind of activity, or `*` for all → 168 entries from Monday 00:00 UTC. */
  readonly expected: Readonly<Record<string, readonly ExpectedHour[]>>;
}
