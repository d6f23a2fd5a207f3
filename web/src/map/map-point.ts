/** A mark on the map, in degrees. */
export interface MapPoint {
  readonly latitude: number;
  readonly longitude: number;
  readonly colour?: string;
  /** In pixels. Default 7. */
  readonly radius?: number;
}
