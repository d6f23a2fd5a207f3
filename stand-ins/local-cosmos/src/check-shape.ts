import type { z } from 'zod';
import { badRequest } from './cosmos-error.ts';

/** Reads a part of a request that has to have a shape. @throws BadRequest that names what is wrong with it */
export function checkShape<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw badRequest(
    `The request payload is invalid. Ensure to provide a valid request payload. ${problems.join('; ')}`,
  );
}
