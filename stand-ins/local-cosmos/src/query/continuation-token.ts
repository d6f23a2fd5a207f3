import { createHash } from 'node:crypto';
import { badRequest } from '../cosmos-error.ts';

/** The place of a result among all of its query's: what it is sorted by, its document, and its row of that. */
export interface Position {
  keys: unknown[];
  sequence: number;
  ordinal: number;
}

/** Where a page ended: its last result, and how many results there were up to it. */
export interface Continuation {
  last: Position;
  count: number;
}

const digest = (query: string) => createHash('sha256').update(query).digest('base64url').slice(0, 12);

/** A token says where a page ended rather than how far: what is written meanwhile moves nothing. */
export function writeContinuation(query: string, { last, count }: Continuation): string {
  // An array of none or one tells an undefined key from null.
  const keys = last.keys.map((key) => (key === undefined ? [] : [key]));
  return Buffer.from(JSON.stringify([digest(query), keys, last.sequence, last.ordinal, count])).toString(
    'base64url',
  );
}

/** @throws BadRequest for a token that this query did not give */
export function readContinuation(query: string, token: string): Continuation {
  try {
    const [of, keys, sequence, ordinal, count] = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (of === digest(query) && [sequence, ordinal, count].every(Number.isInteger))
      return { last: { keys: (keys as unknown[][]).map(([key]) => key), sequence, ordinal }, count };
  } catch {
    // Whatever is wrong with it, it is not ours.
  }
  throw badRequest('Invalid Continuation Token');
}
