/** What an hour of the week usually has. */
export interface HourCoefficients {
  /** Events in the hour. */
  readonly mean: number;
  /** Standard deviation. */
  readonly deviation: number;
}

/**
 * What a user usually does at each hour of the week, as a batch job writes it into the user's partition of the container
 * `alerts`. Where it is absent, rules estimate as they go.
 */
export interface AnomalyCoefficientsDocument {
  readonly type: 'anomaly-coefficients';
  readonly id: 'anomaly-coefficients';
  readonly userId: string;
  /** Kind of activity, or `*` for all → 168 entries from Monday 00:00 UTC. */
  readonly byKind: Readonly<Record<string, readonly HourCoefficients[]>>;
}
