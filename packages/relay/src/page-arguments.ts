import { parseInput } from '@headgate/service/parse-input.ts';
import { z } from 'zod';

/** Most entries of one page, for every connection. */
export const maxPageSize = 100;

const size = `expected a whole number from 1 to ${maxPageSize}`;
const schema = z.object({
  first: z
    .number({ error: size })
    .int({ error: size })
    .min(1, { error: size })
    .max(maxPageSize, { error: size })
    .nullish(),
  after: z.string().nullish(),
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
