import assert from 'node:assert/strict';
import { askUntilDone, type GatewayCaller } from './call-gateway.ts';
import type { Random } from './create-random.ts';
import { northOfSquare, type PlannedActivity } from './plan-activities.ts';

interface Recorded {
  readonly recordActivities: {
    readonly stored: readonly { readonly id: string }[];
    readonly rejected: readonly { readonly code: string; readonly message: string }[];
  };
}

const query = `mutation ($inputs: [RecordActivityInput!]!) {
  recordActivities(inputs: $inputs) { stored { id } rejected { code message } }
}`;

/**
 * Records a user's events in the order in which they happened, some at a time, each batch until it is stored; some batches
 * once more afterwards, as a client does that has not heard the answer.
 * @param onRecorded is told how many have been stored.
 */
export async function recordActivities(
  caller: GatewayCaller,
  activities: readonly PlannedActivity[],
  { random, onRecorded }: { readonly random: Random; readonly onRecorded: (count: number) => void },
): Promise<void> {
  for (let from = 0; from < activities.length; ) {
    const batch = activities.slice(from, from + 1 + random.below(4));
    const variables = { inputs: batch.map(toInput) };
    const repeats = random.below(10) === 0 ? 2 : 1;
    for (let sent = 0; sent < repeats; sent++) {
      await askUntilDone<Recorded>(caller, { query, variables }, ({ recordActivities: { rejected } }) => {
        const refused = rejected.filter(({ code }) => code !== 'SERVICE_UNAVAILABLE');
        assert.deepEqual(refused, []);
        return rejected.length === 0;
      });
    }
    from += batch.length;
    onRecorded(batch.length);
  }
}

function toInput({ id, kind, at, meters, accuracyMeters, amount }: PlannedActivity): object {
  const location = meters === null ? null : northOfSquare(meters);
  return { id, kind, occurredAt: new Date(at).toISOString(), location, accuracyMeters, amount };
}
