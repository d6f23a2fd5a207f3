import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ActivityEvent } from '../activity-event.ts';
import type { PredictionDocument, PurchaseHistory } from '../propensity-model.ts';
import type { PredictedCondition } from '../rule-document.ts';
import { evaluatePredicted, initialPredictedMemory } from './evaluate-predicted.ts';
import { historyFeatures, scorePropensity } from './score-propensity.ts';

const hour = 3_600_000;
const day = 24 * hour;
const monday = Date.UTC(2026, 5, 1);
const history: PurchaseHistory = {
  firstAt: monday - 100 * day,
  lastAt: monday - 60 * day,
  orders: 4,
  days: 3,
  amount: 8000,
  recent: [],
};
const prediction: PredictionDocument = {
  type: 'prediction',
  id: 'prediction',
  userId: 'ada',
  propensity: {
    name: 'purchase-propensity',
    horizonDays: 30,
    trainedAt: '2026-06-01T00:00:00.000Z',
    intercept: 0.5,
    coefficients: [-0.6, 0.8, 0.1, 0, 0.5],
  },
  history,
  asOf: monday,
  expected: { '*': Array.from({ length: 168 }, () => ({ expected: 1, high: 3 })) },
};
const event = (id: string, at: number, changes: Partial<ActivityEvent> = {}): ActivityEvent => ({
  id,
  userId: 'ada',
  kind: 'VIEW',
  at,
  ...changes,
});
const likely: PredictedCondition = {
  kind: 'predicted',
  target: 'LIKELY_TO_BUY',
  minProbability: 0.6,
  activityKind: null,
};

/** What a rule finds at each of the events. */
function findings(
  condition: PredictedCondition,
  events: readonly ActivityEvent[],
  known: PredictionDocument | null = prediction,
) {
  let memory = initialPredictedMemory;
  return events.map((each) => {
    const step = evaluatePredicted(memory, { ...condition, prediction: known }, each);
    memory = step.memory;
    return step.finding?.transition;
  });
}

describe('a predicted rule', () => {
  it('finds when a purchase makes another one likely, and not again while it is', () => {
    const found = findings(likely, [
      event('1', monday + day),
      event('2', monday + 2 * day, { kind: 'PURCHASE', amount: { minorUnits: 2000, currency: 'EUR' } }),
      event('3', monday + 3 * day),
      event('4', monday + 200 * day),
      event('5', monday + 201 * day, { kind: 'PURCHASE' }),
    ]);
    assert.deepEqual(found, [undefined, 'LIKELY_TO_BUY', undefined, undefined, 'LIKELY_TO_BUY']);
  });

  it('finds when a long silence makes it likely that a buyer has left', () => {
    const leaving = { ...likely, target: 'LIKELY_TO_LEAVE', minProbability: 0.75 } as const;
    const found = findings(leaving, [
      event('1', monday + day),
      event('2', monday + 300 * day),
      event('3', monday + 301 * day),
    ]);
    assert.deepEqual(found, [undefined, 'LIKELY_TO_LEAVE', undefined]);
  });

  it('counts no purchase twice that the batch job knew of', () => {
    const [before] = findings(likely, [event('1', monday - day, { kind: 'PURCHASE' })]);
    assert.equal(before, undefined);
  });

  it('goes on from a newer prediction, and does not report again what it had found', () => {
    const purchase = event('1', monday + day, { kind: 'PURCHASE' });
    const first = evaluatePredicted(initialPredictedMemory, { ...likely, prediction }, purchase);
    assert.equal(first.finding?.transition, 'LIKELY_TO_BUY');
    const known = { ...history, orders: 5, days: 4, lastAt: monday + day, recent: [monday + day] };
    const newer = { ...prediction, asOf: monday + day, history: known };
    const second = evaluatePredicted(
      first.memory,
      { ...likely, prediction: newer },
      event('2', monday + 2 * day),
    );
    assert.equal(second.finding, undefined);
    assert.equal(second.memory.history?.orders, 5);
  });

  it('finds an hour that is busier than forecast, once an hour and of its kind', () => {
    const busy = { ...likely, target: 'BUSIER_THAN_FORECAST', minProbability: null } as const;
    const events = Array.from({ length: 6 }, (_, n) => event(`${n}`, monday + n * 60_000));
    const found = findings(busy, [...events, event('next', monday + hour)]);
    assert.deepEqual(found, [
      undefined,
      undefined,
      undefined,
      'BUSIER_THAN_FORECAST',
      undefined,
      undefined,
      undefined,
    ]);
    assert.deepEqual(new Set(findings({ ...busy, activityKind: 'CLICK' }, events)), new Set([undefined]));
  });

  it('finds nothing where nothing is learned', () => {
    const purchase = event('1', monday + day, { kind: 'PURCHASE' });
    assert.deepEqual(findings(likely, [purchase], null), [undefined]);
    assert.deepEqual(findings(likely, [purchase], { ...prediction, propensity: null }), [undefined]);
    assert.deepEqual(findings(likely, [event('1', monday)], { ...prediction, history: null }), [undefined]);
  });
});

describe('the score of a history', () => {
  it('is the logistic of its features', () => {
    const features = historyFeatures(history, monday);
    assert.deepEqual(features, [Math.log1p(60), Math.log1p(2), Math.log1p(100), Math.log1p(20), 0]);
    const logOdds = 0.5 - 0.6 * Math.log1p(60) + 0.8 * Math.log1p(2) + 0.1 * Math.log1p(100);
    assert.ok(
      Math.abs(
        scorePropensity(prediction.propensity ?? { intercept: 0, coefficients: [] }, features) -
          1 / (1 + Math.exp(-logOdds)),
      ) < 1e-15,
    );
  });
});
