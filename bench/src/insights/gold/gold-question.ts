/** What the process that has the warehouse is asked to do, one after the other. */
export type GoldQuestion =
  /** Opens a warehouse in a folder and fills silver with so many events of so many days. */
  | { readonly kind: 'fill'; readonly directory: string; readonly events: number; readonly days: number }
  /** Counts hourly gold from nothing. */
  | { readonly kind: 'hourly' }
  /** Counts all of gold from nothing, and publishes it. */
  | { readonly kind: 'all' }
  /** Learns the models and publishes what they tell. */
  | { readonly kind: 'models' }
  /** Brings all of gold up to date with one more day of events. */
  | { readonly kind: 'day' };

export interface GoldAnswer {
  readonly ms: number;
  /** The most memory that the process has had so far, in bytes. */
  readonly peakBytes: number;
  /** What the warehouse takes on the disc, in bytes. */
  readonly storedBytes: number;
}
