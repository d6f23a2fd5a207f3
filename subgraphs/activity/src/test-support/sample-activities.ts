import type { RecordActivityInput } from '../__generated__/resolvers.ts';
import type { Activity } from '../activity.ts';
import { testTime } from './start-test-subgraph.ts';

/** The n-th event of a user: a minute after the one before. */
export function sampleActivity(n: number, changes: Partial<Activity> = {}): Activity {
  return {
    id: `event-${n}`,
    userId: 'ada',
    kind: 'CHECK_IN',
    occurredAt: new Date(testTime.getTime() - 86_400_000 + n * 60_000),
    recordedAt: testTime,
    location: { latitude: 52.52, longitude: 13.405 },
    accuracyMeters: 12,
    placeId: 'store-1',
    amount: null,
    sessionId: null,
    properties: null,
    ...changes,
  };
}

/** What a client sends of {@link sampleActivity}. */
export function sampleInput(n: number, changes: Partial<RecordActivityInput> = {}): RecordActivityInput {
  const { id, kind, occurredAt, location, accuracyMeters, placeId } = sampleActivity(n);
  return { id, kind, occurredAt, location, accuracyMeters, placeId, ...changes };
}
