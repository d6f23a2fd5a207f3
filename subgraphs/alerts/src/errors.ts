import { maxRulesPerUser } from '@headgate/alerting/rule-document.ts';
import { commonErrors } from '@headgate/service/common-errors.ts';
import { defineErrors } from '@headgate/service/define-errors.ts';

/** Every error that the alerts subgraph answers with. */
export const alertsErrors = defineErrors({
  ...commonErrors.table,
  ALERT_NOT_FOUND: { message: 'There is no such alert of yours.', httpStatus: 404, visible: true },
  ALERT_RULE_NOT_FOUND: { message: 'There is no such rule of yours.', httpStatus: 404, visible: true },
  ALERT_RULE_LIMIT_REACHED: {
    message: `A user has up to ${maxRulesPerUser} rules. Delete one first.`,
    httpStatus: 409,
    visible: true,
  },
  CONCURRENT_CHANGE: {
    message: 'Others changed this at the same time, again and again. Try again.',
    httpStatus: 409,
    visible: true,
  },
  REPLAY_UNAVAILABLE: {
    message: 'Dead letters cannot be replayed from here now.',
    httpStatus: 503,
    visible: true,
  },
  SUBSCRIPTION_JWT_EXPIRED: {
    message: 'The access token has expired. Subscribe again with a new one.',
    httpStatus: 401,
    visible: true,
  },
});
