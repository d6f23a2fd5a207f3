import { type FragmentType, readFragment } from '../__generated__/fragment-masking.ts';
import { AlertMarkFragmentDoc } from '../__generated__/graphql.ts';
import type { MapPoint } from './map-point.ts';

const colours = { INFO: '#0f6cbd', WARNING: '#bc4b09', CRITICAL: '#c50f1f' };

/** Older alerts are in the list alone: a map of more marks shows nothing. */
const maxMarks = 500;

/** Where alerts were raised, by severity; those of what happened nowhere have no mark. */
export function listMarks(alerts: readonly FragmentType<typeof AlertMarkFragmentDoc>[]): MapPoint[] {
  return readFragment(AlertMarkFragmentDoc, alerts)
    .slice(0, maxMarks)
    .flatMap(({ activity, severity }) =>
      activity?.location ? [{ ...activity.location, colour: colours[severity] }] : [],
    );
}
