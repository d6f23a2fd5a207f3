import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { dataOf, startTestAlerts } from '../test-support/start-test-alerts.ts';

const stack = await startTestAlerts();
after(() => stack[Symbol.asyncDispose]());

const createRule = `mutation ($condition: AlertConditionInput!) {
  createAlertRule(input: { name: "Rule", condition: $condition }) {
    condition {
      __typename
      ... on GeofenceCondition { transition center { latitude } radiusMeters polygon { longitude } dwellSeconds }
      ... on ThresholdCondition { activityKind aggregate currency windowSeconds limit }
      ... on InactivityCondition { activityKind afterSeconds }
      ... on AnomalyCondition { activityKind minDeviations }
      ... on PredictedCondition { target minProbability activityKind }
    }
  }
}`;

const center = { latitude: 1, longitude: 2 };
const polygon = [1, 2, 3].map((longitude) => ({ latitude: longitude % 2, longitude }));

test('each kind of condition comes back as it was given', async () => {
  const inputs: readonly [field: string, given: object, typename: string, expected: object][] = [
    [
      'geofence',
      { transition: 'DWELL', center, radiusMeters: 50, dwellSeconds: 600 },
      'GeofenceCondition',
      { transition: 'DWELL', center: { latitude: 1 }, radiusMeters: 50, polygon: null, dwellSeconds: 600 },
    ],
    [
      'geofence',
      { transition: 'ENTER', polygon },
      'GeofenceCondition',
      {
        transition: 'ENTER',
        center: null,
        radiusMeters: null,
        polygon: [{ longitude: 1 }, { longitude: 2 }, { longitude: 3 }],
        dwellSeconds: null,
      },
    ],
    [
      'threshold',
      { activityKind: 'PURCHASE', aggregate: 'SUM', currency: 'EUR', windowSeconds: 3600, limit: 5e9 },
      'ThresholdCondition',
      { activityKind: 'PURCHASE', aggregate: 'SUM', currency: 'EUR', windowSeconds: 3600, limit: 5e9 },
    ],
    [
      'threshold',
      { windowSeconds: 60, limit: 3 },
      'ThresholdCondition',
      { activityKind: null, aggregate: 'COUNT', currency: null, windowSeconds: 60, limit: 3 },
    ],
    [
      'inactivity',
      { activityKind: 'SIGN_IN', afterSeconds: 86_400 },
      'InactivityCondition',
      { activityKind: 'SIGN_IN', afterSeconds: 86_400 },
    ],
    ['anomaly', {}, 'AnomalyCondition', { activityKind: null, minDeviations: 3 }],
    [
      'predicted',
      { target: 'LIKELY_TO_BUY' },
      'PredictedCondition',
      { target: 'LIKELY_TO_BUY', minProbability: 0.5, activityKind: null },
    ],
    [
      'predicted',
      { target: 'BUSIER_THAN_FORECAST', activityKind: 'VIEW' },
      'PredictedCondition',
      { target: 'BUSIER_THAN_FORECAST', minProbability: null, activityKind: 'VIEW' },
    ],
  ];
  for (const [field, given, __typename, expected] of inputs) {
    const answer = await stack.execute('ann', createRule, { condition: { [field]: given } });
    const condition = { __typename, ...expected };
    assert.deepEqual(dataOf(answer), { createAlertRule: { condition } });
  }
});

test('fields that do not go together, or are out of range, are named', async () => {
  const inputs: readonly [condition: object, paths: readonly string[]][] = [
    [{ geofence: { transition: 'ENTER' } }, ['geofence.center', 'geofence.radiusMeters']],
    [
      { geofence: { transition: 'EXIT', polygon, center, radiusMeters: 50, placeId: 'p', dwellSeconds: 60 } },
      ['geofence.center', 'geofence.radiusMeters', 'geofence.placeId', 'geofence.dwellSeconds'],
    ],
    [{ geofence: { transition: 'DWELL', center, radiusMeters: 50 } }, ['geofence.dwellSeconds']],
    [{ geofence: { transition: 'ENTER', polygon: polygon.slice(1) } }, ['geofence.polygon']],
    [
      { geofence: { transition: 'ENTER', polygon: [...polygon, { latitude: 20, longitude: 0 }] } },
      ['geofence.polygon'],
    ],
    [{ threshold: { windowSeconds: 60, limit: 1.5 } }, ['threshold.limit']],
    [{ threshold: { windowSeconds: 1, limit: 0 } }, ['threshold.windowSeconds', 'threshold.limit']],
    [{ threshold: { windowSeconds: 60, limit: 1, aggregate: 'SUM' } }, ['threshold.currency']],
    [{ threshold: { windowSeconds: 60, limit: 1, currency: 'EUR' } }, ['threshold.currency']],
    [
      { threshold: { windowSeconds: 60, limit: 1, aggregate: 'SUM', currency: 'XQQ' } },
      ['threshold.currency'],
    ],
    [{ inactivity: { afterSeconds: 59 } }, ['inactivity.afterSeconds']],
    [{ anomaly: { minDeviations: 0.5 } }, ['anomaly.minDeviations']],
    [{ predicted: { target: 'LIKELY_TO_LEAVE', minProbability: 1 } }, ['predicted.minProbability']],
    [{ predicted: { target: 'LIKELY_TO_LEAVE', activityKind: 'VIEW' } }, ['predicted.activityKind']],
    [{ predicted: { target: 'BUSIER_THAN_FORECAST', minProbability: 0.5 } }, ['predicted.minProbability']],
    [{ anomaly: {}, inactivity: { afterSeconds: 60 } }, ['']],
  ];
  for (const [condition, paths] of inputs) {
    const { errors } = await stack.execute('ann', createRule, { condition });
    const named = errors?.flatMap(({ extensions }) => extensions.fields ?? []).map(({ path }) => path);
    const expected = paths.map((path) => ['input.condition', path].filter(Boolean).join('.'));
    assert.deepEqual(named, expected, JSON.stringify(condition));
  }
});
