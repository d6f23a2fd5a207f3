import { requireSelfOrOperator } from '@headgate/identity/require-identity.ts';
import type { AlertResolvers } from '../__generated__/resolvers.ts';
import { alertCursor } from '../cursors.ts';

const toDate = (time: string | null) => (time === null ? null : new Date(time));

const toUser = (id: string | null) => (id === null ? null : { id });

/** Whoever holds an alert has been let through to it: the fields need no check of their own. */
export const Alert: AlertResolvers = {
  // Async: what is thrown at once fails all references of a request.
  async __resolveReference({ id, userId }, { identity, loaders }) {
    requireSelfOrOperator(identity, userId);
    return loaders.alerts.load({ id, userId });
  },
  user: ({ userId }) => ({ id: userId }),
  rule: ({ ruleId, userId }, _args, { loaders }) => loaders.rules.load({ id: ruleId, userId }),
  activity: ({ activityId, userId }) => ({ id: activityId, userId }),
  raisedAt: ({ raisedAt }) => new Date(raisedAt),
  acknowledgedAt: ({ acknowledgedAt }) => toDate(acknowledgedAt),
  resolvedAt: ({ resolvedAt }) => toDate(resolvedAt),
  acknowledgedBy: ({ acknowledgedBy }) => toUser(acknowledgedBy),
  resolvedBy: ({ resolvedBy }) => toUser(resolvedBy),
  cursor: alertCursor,
};
