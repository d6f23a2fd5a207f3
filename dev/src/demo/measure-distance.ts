/** A position in WGS 84, in degrees. */
export interface GeoPoint {
  readonly latitude: number;
  readonly longitude: number;
}

const earthRadiusMeters = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/** Great-circle distance in metres, by the spherical law of cosines on unit vectors. */
export function measureDistance(from: GeoPoint, to: GeoPoint): number {
  return angleBetween(toVector(from), toVector(to)) * earthRadiusMeters;
}

/** The position at a fraction (0 to 1) of the great circle from one position to another. */
export function interpolate(from: GeoPoint, to: GeoPoint, fraction: number): GeoPoint {
  const [start, end] = [toVector(from), toVector(to)];
  const angle = angleBetween(start, end);
  if (angle === 0) return from;
  const weights = [Math.sin((1 - fraction) * angle), Math.sin(fraction * angle)] as const;
  const [x, y, z] = [0, 1, 2].map(
    (axis) => ((start[axis] ?? 0) * weights[0] + (end[axis] ?? 0) * weights[1]) / Math.sin(angle),
  ) as [number, number, number];
  return { latitude: degrees(Math.atan2(z, Math.hypot(x, y))), longitude: degrees(Math.atan2(y, x)) };
}

type Vector = readonly [number, number, number];

function toVector({ latitude, longitude }: GeoPoint): Vector {
  const [phi, lambda] = [radians(latitude), radians(longitude)];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

function angleBetween([a, b, c]: Vector, [d, e, f]: Vector): number {
  const cross = Math.hypot(b * f - c * e, c * d - a * f, a * e - b * d);
  return Math.atan2(cross, a * d + b * e + c * f);
}
