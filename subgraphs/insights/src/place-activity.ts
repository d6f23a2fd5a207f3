import type { Reference } from './references.ts';

/** What happened at a place. */
export interface PlaceActivity {
  readonly place: Reference;
  readonly events: number;
  readonly purchases: number;
  readonly amountMinorUnits: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
}
