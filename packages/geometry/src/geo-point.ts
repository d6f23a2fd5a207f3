/** A position in WGS 84, in degrees. */
export interface GeoPoint {
  /** -90 to 90. */
  readonly latitude: number;
  /** -180 to 180. */
  readonly longitude: number;
}
