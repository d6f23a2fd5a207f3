import { toRadians } from './angles.ts';
import type { GeoPoint } from './geo-point.ts';

export type Vector = readonly [x: number, y: number, z: number];

/** The point on a sphere of radius 1 around the earth's centre. */
export function toUnitVector({ latitude, longitude }: GeoPoint): Vector {
  const phi = toRadians(latitude);
  const lambda = toRadians(longitude);
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** In radians; exact for small angles too, where the arc cosine is not. */
export function angleBetween(a: Vector, b: Vector): number {
  return Math.atan2(Math.hypot(...cross(a, b)), dot(a, b));
}
