/** What happened at a place. */
export interface PlaceActivity {
  readonly placeId: string;
  readonly events: number;
  readonly purchases: number;
  readonly amountMinorUnits: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
}
