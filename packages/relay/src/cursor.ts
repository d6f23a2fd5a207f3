import { commonErrors } from '@headgate/service/common-errors.ts';
import { z } from 'zod';

/**
 * Makes an opaque cursor of a place in an ordering.
 * @param list names the ordering, so that a cursor of another one is not taken for its own.
 */
export function encodeCursor(list: string, place: unknown): string {
  return Buffer.from(JSON.stringify([list, place])).toString('base64url');
}

/**
 * Reads a cursor that {@link encodeCursor} made for the same list.
 * @throws BAD_USER_INPUT for a text that is no cursor of this list.
 */
export function decodeCursor<Schema extends z.ZodType>(
  cursor: string,
  list: string,
  schema: Schema,
): z.output<Schema> {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    return z.tuple([z.literal(list), schema]).parse(JSON.parse(text))[1] as z.output<Schema>;
  } catch (cause) {
    const message = 'expected a cursor from an earlier page of this list';
    throw commonErrors.create('BAD_USER_INPUT', {
      message: `after: ${message}`,
      fields: [{ path: 'after', message }],
      cause,
    });
  }
}
