import type { ActivityEvent } from '../activity-event.ts';
import type { ThresholdCondition } from '../rule-document.ts';
import type { Step } from './finding.ts';

/** What a threshold remembers between two events. */
export interface ThresholdMemory {
  readonly kind: 'threshold';
  /** Parts of the window that hold something, the earliest first: number since 1970, and what it adds up to. */
  readonly buckets: readonly (readonly [bucket: number, sum: number])[];
  /** What the buckets add up to; absent in what was stored by earlier versions. */
  readonly total?: number;
  /** Whether the limit counts: after a finding the window must first empty to {@link rearmFactor} of it. */
  readonly isArmed: boolean;
}

export const initialThresholdMemory: ThresholdMemory = { kind: 'threshold', buckets: [], isArmed: true };

/** A window slides by a sixtieth of its length: what it forgets is that much too old or less. */
export const bucketsPerWindow = 60;

/** Below this part of the limit a rule that has fired can fire again: sums around the limit are one finding. */
export const rearmFactor = 0.8;

/** Moves a threshold on by one event. */
export function evaluateThreshold(
  memory: ThresholdMemory,
  condition: ThresholdCondition,
  event: ActivityEvent,
): Step<ThresholdMemory> {
  const value = measureEvent(condition, event);
  if (value === undefined) return { memory };
  const { limit, windowSeconds, aggregate } = condition;
  const bucket = Math.floor((event.at * bucketsPerWindow) / (windowSeconds * 1000));
  const { kept, total: before } = dropUntil(memory, bucket - bucketsPerWindow);
  const isArmed = memory.isArmed || before < limit * rearmFactor;
  const fires = isArmed && before + value >= limit;
  const last = kept.at(-1);
  const buckets =
    last?.[0] === bucket
      ? kept.with(-1, [bucket, last[1] + value] as const)
      : kept.concat([[bucket, value] as const]);
  const next: ThresholdMemory = {
    kind: 'threshold',
    buckets,
    total: before + value,
    isArmed: isArmed && !fires,
  };
  if (!fires) return { memory: next };
  const text = `${aggregate === 'COUNT' ? 'the number of events' : 'the sum of amounts'} has reached the limit`;
  const { at, id } = event;
  return { memory: next, finding: { about: { at, id }, transition: 'REACHED', at, text } };
}

/** Forgets the buckets up to that one; most events leave the window as it was. */
function dropUntil({ buckets, total = add(buckets) }: ThresholdMemory, bucket: number) {
  const first = buckets.findIndex(([number]) => number > bucket);
  if (first === 0) return { kept: buckets, total };
  const count = first < 0 ? buckets.length : first;
  return { kept: buckets.slice(count), total: total - add(buckets.slice(0, count)) };
}

function add(buckets: ThresholdMemory['buckets']): number {
  return buckets.reduce((sum, [, each]) => sum + each, 0);
}

/** What an event adds to the window; undefined when it does not count. */
function measureEvent(
  { activityKind, aggregate, currency }: ThresholdCondition,
  { kind, amount }: ActivityEvent,
): number | undefined {
  if (activityKind !== null && kind !== activityKind) return undefined;
  if (aggregate === 'COUNT') return 1;
  return amount && amount.currency === currency ? amount.minorUnits : undefined;
}
