import type { PredictedCondition } from '@headgate/alerting/rule-document.ts';
import { z } from 'zod';
import { activityKind } from './activity-kind-input.ts';
import { between } from './between.ts';

const usualProbability = 0.5;

/** `PredictedConditionInput`, as documents hold it. */
export const predicted = z
  .object({
    target: z.enum(['LIKELY_TO_BUY', 'LIKELY_TO_LEAVE', 'BUSIER_THAN_FORECAST']),
    minProbability: between(0.01, 0.99, 'a chance').nullish(),
    activityKind,
  })
  .transform((given, context): PredictedCondition => {
    const isCounted = given.target === 'BUSIER_THAN_FORECAST';
    if (isCounted && given.minProbability != null)
      context.addIssue({ code: 'custom', path: ['minProbability'], message: 'expected for a chance alone' });
    if (!isCounted && given.activityKind !== null)
      context.addIssue({
        code: 'custom',
        path: ['activityKind'],
        message: 'expected for BUSIER_THAN_FORECAST alone',
      });
    return {
      kind: 'predicted',
      ...given,
      minProbability: isCounted ? null : (given.minProbability ?? usualProbability),
    };
  });
