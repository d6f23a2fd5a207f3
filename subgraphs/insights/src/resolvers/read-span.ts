import { commonErrors } from '@headgate/service/common-errors.ts';

/** A span of time: inclusive and exclusive. */
export interface Span {
  readonly since: Date;
  readonly until: Date;
}

const dayMs = 24 * 3_600_000;
/** Longest span of one query: a quarter. */
export const maxSpanDays = 92;

/** @throws BAD_USER_INPUT for a span that is empty or too long */
export function readSpan({ since, until }: Span): Span {
  const days = (until.getTime() - since.getTime()) / dayMs;
  const message =
    days <= 0
      ? 'expected a time after since'
      : days > maxSpanDays
        ? `expected at most ${maxSpanDays} days after since`
        : undefined;
  if (message) throw commonErrors.create('BAD_USER_INPUT', { fields: [{ path: 'until', message }] });
  return { since, until };
}

/** The days that a span touches, whole. */
export function wholeDays({ since, until }: Span): Span {
  return {
    since: new Date(Math.floor(since.getTime() / dayMs) * dayMs),
    until: new Date(Math.ceil(until.getTime() / dayMs) * dayMs),
  };
}
