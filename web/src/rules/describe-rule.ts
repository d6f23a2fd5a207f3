import type { RuleRowFragment } from '../__generated__/graphql.ts';
import { formatNumber, say } from '../text/language.ts';

/** A condition in plain words. */
export function describeRule({ condition }: RuleRowFragment): string {
  switch (condition.__typename) {
    case 'GeofenceCondition':
      return say('ruleGeofence', { transition: say(condition.transition) });
    case 'ThresholdCondition': {
      const minutes = formatNumber(condition.windowSeconds / 60);
      return say('ruleThreshold', { limit: formatNumber(condition.limit), minutes });
    }
    case 'InactivityCondition':
      return say('ruleInactivity', { hours: formatNumber(condition.afterSeconds / 3600) });
    case 'AnomalyCondition':
      return say('ruleAnomaly', { deviations: formatNumber(condition.minDeviations) });
    case 'PredictedCondition':
      return say(condition.target);
  }
}
