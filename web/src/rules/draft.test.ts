import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleRowFragment } from '../__generated__/graphql.ts';
import { emptyDraft, hasCondition, isComplete, toCondition, toDraft } from './draft.ts';

const rule = (condition: object) =>
  ({
    id: 'r',
    userId: 'ada',
    name: 'Rule',
    severity: 'WARNING',
    paused: false,
    cooldownSeconds: 0,
    condition,
  }) as unknown as RuleRowFragment;
const berlin = { latitude: 52.52, longitude: 13.405 };

test('a rule that is edited and not changed stays what it is, fields that the form does not show included', () => {
  const circle = {
    transition: 'DWELL',
    center: berlin,
    radiusMeters: 250,
    polygon: null,
    dwellSeconds: 600,
    placeId: 'p',
  };
  assert.deepEqual(toCondition(toDraft(rule({ __typename: 'GeofenceCondition', ...circle }))), {
    geofence: { transition: 'DWELL', dwellSeconds: 600, center: berlin, radiusMeters: 250, placeId: 'p' },
  });
  const sum = { aggregate: 'SUM', currency: 'EUR', limit: 5000, windowSeconds: 90, activityKind: 'PURCHASE' };
  assert.deepEqual(toCondition(toDraft(rule({ __typename: 'ThresholdCondition', ...sum }))), {
    threshold: sum,
  });
  const silence = { afterSeconds: 5400, activityKind: null };
  assert.deepEqual(toCondition(toDraft(rule({ __typename: 'InactivityCondition', ...silence }))), {
    inactivity: silence,
  });
  const odd = { minDeviations: 2.5, activityKind: 'VIEW' };
  assert.deepEqual(toCondition(toDraft(rule({ __typename: 'AnomalyCondition', ...odd }))), { anomaly: odd });
  const likely = { target: 'LIKELY_TO_LEAVE', minProbability: 0.7, activityKind: null };
  assert.deepEqual(toCondition(toDraft(rule({ __typename: 'PredictedCondition', ...likely }))), {
    predicted: { target: 'LIKELY_TO_LEAVE', minProbability: 0.7 },
  });
});

test('an area has one point or three, and a rule a name', () => {
  const drawn = (count: number) => ({ ...emptyDraft, points: Array.from({ length: count }, () => berlin) });
  assert.deepEqual(
    [0, 1, 2, 3].map((count) => hasCondition(drawn(count))),
    [false, true, false, true],
  );
  assert(!isComplete(drawn(1)));
  assert(isComplete({ ...drawn(1), name: 'שלום 🐻' }));
});
