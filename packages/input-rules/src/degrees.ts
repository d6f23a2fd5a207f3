import { z } from 'zod';

/** Nearer to 0 than any position, and near enough to the smallest doubles for PostgreSQL's trigonometry to underflow. */
const smallest = 1e-100;

/** Degrees from `-limit` to `limit`. */
export function degrees(limit: number) {
  const error = `expected degrees from -${limit} to ${limit}`;
  return z
    .number({ error })
    .min(-limit, { error })
    .max(limit, { error })
    .refine((value) => value === 0 || Math.abs(value) >= smallest, {
      error: `${error}, and 0 for what is nearer to it than ${smallest}`,
    });
}
