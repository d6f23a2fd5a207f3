import type { AlertCondition } from '@headgate/alerting/rule-document.ts';
import { z } from 'zod';
import { activityKind } from './activity-kind-input.ts';
import { between } from './between.ts';
import { geofence } from './geofence-input.ts';
import { predicted } from './predicted-input.ts';
import { threshold } from './threshold-input.ts';

const inactivity = z.object({
  activityKind,
  afterSeconds: between(60, 31_536_000, 'a whole number of seconds'),
});

const anomaly = z.object({ activityKind, minDeviations: between(1, 10, 'standard deviations') });

/** `AlertConditionInput`, as documents hold it: the one of its fields that is given. */
export const condition = z
  .object({
    geofence: geofence.nullish(),
    threshold: threshold.nullish(),
    inactivity: inactivity.transform((given) => ({ kind: 'inactivity', ...given }) as const).nullish(),
    anomaly: anomaly.transform((given) => ({ kind: 'anomaly', ...given }) as const).nullish(),
    predicted: predicted.nullish(),
  })
  .transform((fields, context): AlertCondition => {
    const [given, ...others] = Object.values(fields).filter((each) => each != null);
    if (!given || others.length > 0) {
      context.addIssue('expected exactly one of: geofence, threshold, inactivity, anomaly, predicted');
      return z.NEVER;
    }
    return given;
  });
