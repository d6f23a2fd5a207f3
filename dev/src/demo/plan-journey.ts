import type { GeoPoint } from '@headgate/geometry/geo-point.ts';
import { interpolate } from '@headgate/geometry/interpolate.ts';
import { measureDistance } from '@headgate/geometry/measure-distance.ts';
import { type City, findCity } from './find-city.ts';

/** A user's journey through cities: where they check in, and what their rules must find on the way. */
export interface Journey {
  /** Name to sign in with. */
  readonly userName: string;
  readonly cities: readonly City[];
  /** Radius around each city's centre that its rules watch, in metres. */
  readonly radiusMeters: number;
  /** Positions in the order of travel. */
  readonly positions: readonly GeoPoint[];
  readonly expected: readonly Crossing[];
}

/** A check-in at which the user has come into a city's circle, or left it. */
export interface Crossing {
  /** Index into the journey's positions. */
  readonly position: number;
  readonly city: string;
  readonly transition: 'ENTER' | 'EXIT';
}

const radiusMeters = 10_000;
/** A circle is left a tenth of its radius further out than it is entered. */
const exitRadiusMeters = radiusMeters * 1.1;

const routes = {
  ada: 'GB: London, Reading, Swindon, Bristol, Cardiff, Swansea, Gloucester, Birmingham, Manchester, Liverpool',
  bob: 'DE: Hamburg, Bremen, Hannover, Magdeburg, Berlin, Leipzig, Dresden, Nürnberg, Augsburg, Munich',
  carol: 'IT: Turin, Milan, Brescia, Verona, Padova, Bologna, Florence, Perugia, Rome, Naples',
};

/** Plans the three demo users' journeys, with `checkIns` positions in all. The same number gives the same journeys. */
export function planJourneys(checkIns: number): Journey[] {
  const entries = Object.entries(routes);
  return entries.map(([userName, route], index) => {
    const [country = '', names = ''] = route.split(': ');
    const cities = names.split(', ').map((name) => findCity(name, country));
    const share = Math.floor(checkIns / entries.length) + (index < checkIns % entries.length ? 1 : 0);
    const positions = placeEvenly(
      cities.map(({ location }) => location),
      share,
    );
    return { userName, cities, radiusMeters, positions, expected: findCrossings(cities, positions) };
  });
}

/** Spreads positions over the way through the stops, the same distance apart. */
function placeEvenly(stops: readonly GeoPoint[], count: number): GeoPoint[] {
  let total = 0;
  const legs = stops.slice(1).map((to, index) => {
    const from = stops[index] as GeoPoint;
    const leg = { from, to, start: total, meters: measureDistance(from, to) };
    total += leg.meters;
    return leg;
  });
  return Array.from({ length: count }, (_, index) => {
    const meters = (total * index) / Math.max(1, count - 1);
    const leg = legs.findLast(({ start }) => start <= meters);
    if (!leg) throw new Error('A journey needs two cities.');
    return interpolate(leg.from, leg.to, Math.min(1, (meters - leg.start) / leg.meters));
  });
}

/** What rules for entering and for leaving each city must find: told from the positions alone, city by city. */
function findCrossings(cities: readonly City[], positions: readonly GeoPoint[]): Crossing[] {
  const crossings = cities.flatMap(({ name, location }) => {
    let inside = false;
    return positions.flatMap((position, index): Crossing[] => {
      const before = inside;
      inside = measureDistance(position, location) <= (inside ? exitRadiusMeters : radiusMeters);
      if (inside === before) return [];
      return [{ position: index, city: name, transition: inside ? 'ENTER' : 'EXIT' }];
    });
  });
  return crossings.sort((one, other) => one.position - other.position);
}
