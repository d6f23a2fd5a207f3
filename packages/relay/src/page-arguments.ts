import { parseInput } from '@headgate/service/parse-input.ts';
import { wholeNumber } from '@headgate/service/whole-number.ts';
import { z } from 'zod';

/** Most entries of one page, for every connection. */
export const maxPageSize = 100;

/** Longer than any cursor that is given out. */
const maxCursorLength = 4_000;

const schema = z.object({
  first: wholeNumber(1, { max: maxPageSize }).nullish(),
  after: z
    .string()
    .max(maxCursorLength, { error: 'expected a cursor from an earlier page of this list' })
    .nullish(),
});

export interface PageArguments {
  /** Entries wanted, from 1 to {@link maxPageSize}. */
  readonly first: number;
  /** Cursor of the entry before the page; null for the first page. */
  readonly after: string | null;
}

/**
 * Reads the arguments of a forward connection. Default page: 20 entries.
 * @throws BAD_USER_INPUT for a `first` outside its range.
 */
export function parsePageArguments(args: unknown, defaultSize = 20): PageArguments {
  const { first, after } = parseInput(schema, args, 'arguments');
  return { first: first ?? defaultSize, after: after ?? null };
}
