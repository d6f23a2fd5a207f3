import type { z } from 'zod';
import { commonErrors } from './common-errors.ts';

/**
 * Validates what a client sent.
 * @throws BAD_USER_INPUT with one entry in `fields` for each value that is wrong; `path` is dotted, below `at`.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  at = 'input',
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    path: [at, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
  throw commonErrors.create('BAD_USER_INPUT', {
    message: fields.map(({ path, message }) => `${path}: ${message}`).join('; '),
    fields,
  });
}
