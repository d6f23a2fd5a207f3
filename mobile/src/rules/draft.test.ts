import { expect, test } from '@jest/globals';
import { firstDraft, toCondition, toDraft } from './draft.ts';

const place = {
  __typename: 'Place',
  id: 'p',
  name: 'Home',
  kind: 'PERSONAL',
  radiusMeters: 200,
  location: { latitude: 52.5, longitude: 13.4 },
} as const;

test('a rule at a place watches the circle of the place', () => {
  expect(toCondition({ ...firstDraft, placeId: 'p' }, [place])).toEqual({
    geofence: {
      transition: 'ENTER',
      center: { latitude: 52.5, longitude: 13.4 },
      radiusMeters: 200,
      placeId: 'p',
    },
  });
  expect(toCondition({ ...firstDraft, placeId: 'gone' }, [place])).toBeUndefined();
});

test('numbers may have a comma, and are refused outside their bounds', () => {
  const anomaly = (deviations: string) => toCondition({ ...firstDraft, kind: 'anomaly', deviations }, []);
  expect(anomaly('2,5')).toEqual({ anomaly: { minDeviations: 2.5 } });
  for (const typed of ['', ' ', 'x', '0', '11', '-3', 'NaN']) expect(anomaly(typed)).toBeUndefined();
  const threshold = { ...firstDraft, kind: 'threshold' as const };
  expect(toCondition({ ...threshold, times: '2.5' }, [])).toBeUndefined();
  expect(toCondition(threshold, [])).toEqual({
    threshold: { aggregate: 'COUNT', limit: 10, windowSeconds: 3600 },
  });
  expect(toCondition({ ...firstDraft, kind: 'inactivity' }, [])).toEqual({
    inactivity: { afterSeconds: 86_400 },
  });
});

test('a rule that is changed on a phone keeps what a phone does not show', () => {
  const rule = { __typename: 'AlertRule', id: 'r', userId: 'u', name: 'n', paused: false } as const;
  const severity = 'WARNING' as const;
  const sum = {
    __typename: 'ThresholdCondition',
    aggregate: 'SUM',
    limit: 12.5,
    windowSeconds: 600,
    activityKind: 'PURCHASE',
    currency: 'EUR',
  } as const;
  const area = {
    __typename: 'GeofenceCondition',
    transition: 'DWELL',
    dwellSeconds: 900,
    center: null,
    radiusMeters: null,
    placeId: null,
    polygon: [0, 1, 2].map((degrees) => ({
      __typename: 'GeoPoint' as const,
      latitude: degrees,
      longitude: -degrees,
    })),
  } as const;
  const draftOf = (condition: typeof sum | typeof area) =>
    toDraft({ ...rule, severity, cooldownSeconds: 0, condition });
  expect(toCondition({ ...draftOf(sum), times: '20' }, [], sum)).toEqual({
    threshold: { aggregate: 'SUM', currency: 'EUR', activityKind: 'PURCHASE', limit: 20, windowSeconds: 600 },
  });
  expect(toCondition(draftOf(area), [], area)).toEqual({
    geofence: {
      transition: 'DWELL',
      dwellSeconds: 900,
      polygon: [0, 1, 2].map((degrees) => ({ latitude: degrees, longitude: -degrees })),
    },
  });
});
