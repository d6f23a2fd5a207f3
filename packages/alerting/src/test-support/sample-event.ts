import type { ActivityEvent } from '../activity-event.ts';
import { sampleCenter } from './sample-rule.ts';

const metersPerDegree = 111_195;

/**
 * An event of the user `ada`.
 * @param minute when it happened, in minutes from one fixed hour on.
 * @param metersNorth how far north of the sample rule's centre.
 */
export function sampleEvent(
  minute: number,
  metersNorth: number,
  changes: Partial<ActivityEvent> = {},
): ActivityEvent {
  const { latitude, longitude } = sampleCenter;
  return {
    id: `event-${minute}`,
    userId: 'ada',
    kind: 'CHECK_IN',
    at: Date.UTC(2026, 2, 1, 12, minute),
    location: { latitude: latitude + metersNorth / metersPerDegree, longitude },
    accuracyMeters: 5,
    ...changes,
  };
}
