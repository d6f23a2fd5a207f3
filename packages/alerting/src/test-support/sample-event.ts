import type { ActivityEvent } from '../activity-event.ts';
import { sampleCondition } from './sample-rule.ts';

const metersPerDegree = 111_195;

/**
 * An event of the user `ada`.
 * @param minute when it happened, in minutes of one fixed hour.
 * @param metersNorth how far north of the sample rule's centre.
 */
export function sampleEvent(
  minute: number,
  metersNorth: number,
  changes: Partial<ActivityEvent> = {},
): ActivityEvent {
  const { latitude, longitude } = sampleCondition.center;
  return {
    id: `event-${minute}`,
    userId: 'ada',
    kind: 'CHECK_IN',
    occurredAt: new Date(Date.UTC(2026, 2, 1, 12, minute)).toISOString(),
    location: { latitude: latitude + metersNorth / metersPerDegree, longitude },
    accuracyMeters: 5,
    ...changes,
  };
}
