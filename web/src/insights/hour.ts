import type { HoursQuery } from '../__generated__/graphql.ts';

type Known = HoursQuery['hourlyActivity'][number];

/** An hour that was, is or is to come. */
export interface Hour extends Omit<Known, '__typename' | 'forecast'> {
  readonly forecast: Omit<NonNullable<Known['forecast']>, '__typename'> | null;
}
