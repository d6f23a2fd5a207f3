import type { RuleRowFragment } from '@headgate/clients/__generated__/graphql.ts';
import type { IconName } from '../parts/icon.tsx';
import { formatNumber, say } from '../text/language.ts';

/** What a rule watches, in plain words and as a picture. */
export function describeRule({ condition }: RuleRowFragment): {
  readonly text: string;
  readonly icon: IconName;
} {
  if ('transition' in condition) {
    const transition = say(condition.transition);
    const { radiusMeters } = condition;
    const text = radiusMeters
      ? say('ruleGeofence', { transition, radius: formatNumber(Math.round(radiusMeters)) })
      : say('ruleArea', { transition });
    return { text, icon: 'pin' };
  }
  if ('windowSeconds' in condition) {
    const minutes = formatNumber(condition.windowSeconds / 60);
    return { text: say('ruleThreshold', { limit: formatNumber(condition.limit), minutes }), icon: 'repeat' };
  }
  if ('afterSeconds' in condition) {
    const hours = formatNumber(condition.afterSeconds / 3600);
    return { text: say('ruleInactivity', { hours }), icon: 'clock' };
  }
  if ('minDeviations' in condition) {
    const deviations = formatNumber(condition.minDeviations);
    return { text: say('ruleAnomaly', { deviations }), icon: 'pulse' };
  }
  return { text: say('rulePredicted'), icon: 'spark' };
}
