import type { ActivityEvent } from '../activity-event.ts';
import type { PredictionDocument, PurchaseHistory } from '../propensity-model.ts';
import type { PredictedCondition } from '../rule-document.ts';
import { hourOfWeek } from './evaluate-anomaly.ts';
import type { Step } from './finding.ts';
import { historyFeatures, scorePropensity } from './score-propensity.ts';

/** What a predicted rule remembers between two events. */
export interface PredictedMemory {
  readonly kind: 'predicted';
  /** The prediction that `history` went on from, by its time. */
  readonly asOf: number;
  /** What the user has bought, with the events since. */
  readonly history: PurchaseHistory | null;
  /** Whether it was likely at the last event. */
  readonly isLikely: boolean;
  /** The hour that is being counted, since 1970; null before the first. */
  readonly hour: number | null;
  readonly count: number;
  /** Whether this hour has been reported. */
  readonly hasFired: boolean;
}

export const initialPredictedMemory: PredictedMemory = {
  kind: 'predicted',
  asOf: Number.NEGATIVE_INFINITY,
  history: null,
  isLikely: false,
  hour: null,
  count: 0,
  hasFired: false,
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const maxRecent = 100;

/**
 * Moves a predicted rule on by one event: what the batch jobs learned, with what the user did since, says how likely it is
 * now. A finding is that it has become likely, not that it still is. Where nothing is learned yet, nothing is found.
 */
export function evaluatePredicted(
  memory: PredictedMemory,
  condition: PredictedCondition & { readonly prediction: PredictionDocument | null },
  event: ActivityEvent,
): Step<PredictedMemory> {
  if (!condition.prediction) return { memory };
  return condition.target === 'BUSIER_THAN_FORECAST'
    ? evaluateHour(memory, condition, condition.prediction, event)
    : evaluateChance(memory, condition, condition.prediction, event);
}

function evaluateChance(
  memory: PredictedMemory,
  { target, minProbability }: PredictedCondition,
  { propensity, asOf, history: learned }: PredictionDocument,
  event: ActivityEvent,
): Step<PredictedMemory> {
  if (!propensity) return { memory };
  const before = memory.asOf === asOf ? memory.history : learned;
  const history = event.kind === 'PURCHASE' && event.at > asOf ? addPurchase(before, event) : before;
  if (!history) return { memory: { ...memory, asOf, history } };
  const chance = scorePropensity(propensity, historyFeatures(history, event.at));
  const isLikely = (target === 'LIKELY_TO_BUY' ? chance : 1 - chance) >= (minProbability ?? 1);
  const next = { ...memory, asOf, history, isLikely };
  if (!isLikely || memory.isLikely) return { memory: next };
  const text =
    target === 'LIKELY_TO_BUY'
      ? `likely to buy within ${propensity.horizonDays} days`
      : `likely not to buy again within ${propensity.horizonDays} days`;
  return { memory: next, finding: { about: event, transition: target, at: event.at, text } };
}

function evaluateHour(
  memory: PredictedMemory,
  { activityKind }: PredictedCondition,
  { expected }: PredictionDocument,
  { at, id, kind }: ActivityEvent,
): Step<PredictedMemory> {
  if (activityKind !== null && kind !== activityKind) return { memory };
  const hour = Math.floor(at / hourMs);
  const isSame = memory.hour === hour;
  const count = isSame ? memory.count + 1 : 1;
  const hasFired = isSame && memory.hasFired;
  const high = expected[activityKind ?? '*']?.[hourOfWeek(hour)]?.high;
  if (hasFired || high === undefined || count <= high)
    return { memory: { ...memory, hour, count, hasFired } };
  return {
    memory: { ...memory, hour, count, hasFired: true },
    finding: {
      about: { at, id },
      transition: 'BUSIER_THAN_FORECAST',
      at,
      text: 'more has happened this hour than was forecast',
    },
  };
}

function addPurchase(history: PurchaseHistory | null, { at, amount }: ActivityEvent): PurchaseHistory {
  const paid = amount?.minorUnits ?? 0;
  if (!history) return { firstAt: at, lastAt: at, orders: 1, days: 1, amount: paid, recent: [at] };
  const isNewDay = Math.floor(at / dayMs) !== Math.floor(history.lastAt / dayMs);
  return {
    firstAt: Math.min(history.firstAt, at),
    lastAt: Math.max(history.lastAt, at),
    orders: history.orders + 1,
    days: history.days + (isNewDay ? 1 : 0),
    amount: history.amount + paid,
    recent: [...history.recent.filter((time) => time >= at - 30 * dayMs), at].slice(-maxRecent),
  };
}
