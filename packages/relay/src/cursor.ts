import { commonErrors } from '@headgate/service/common-errors.ts';
import type { z } from 'zod';

/** Makes an opaque cursor of a place in an ordering. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * Reads a cursor that {@link encodeCursor} made.
 * @throws BAD_USER_INPUT for a text that is no cursor of this ordering.
 */
export function decodeCursor<Schema extends z.ZodType>(
  cursor: string,
  schema: Schema,
  at = 'after',
): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    const message = 'expected a cursor from an earlier page of this list';
    throw commonErrors.create('BAD_USER_INPUT', {
      message: `${at}: ${message}`,
      fields: [{ path: at, message }],
      cause,
    });
  }
}
