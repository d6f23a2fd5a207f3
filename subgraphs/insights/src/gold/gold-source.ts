/** A value of a query's parameter. */
export type GoldParameter = string | number | Date;

/** What is known of a version of gold. */
export interface GoldFreshness {
  readonly version: number;
  readonly publishedAt: Date;
  readonly through: Date | null;
}

/** A version of gold, the same for as long as it is held. */
export interface PinnedGold {
  readonly freshness: GoldFreshness;
  /**
   * Runs a query of `gold-queries.ts`. Whole numbers come as number, times and days as Date, missing values as null.
   *
   * @throws SERVICE_UNAVAILABLE where the database cannot be reached
   */
  query<R extends object>(text: string, parameters: Readonly<Record<string, GoldParameter>>): Promise<R[]>;
}

/** Where gold tables are read from: DuckDB on files, or the SQL endpoint of Fabric or Synapse. */
export interface GoldSource extends AsyncDisposable {
  /** The version that is published now; null before the first. */
  pin(): Promise<PinnedGold | null>;
  /** @throws Error where it cannot be read */
  check(): Promise<void>;
}
