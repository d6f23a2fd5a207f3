import { channelsOf } from '@headgate/alerting/alert-channel.ts';
import { requireSelfOrOperator } from '@headgate/identity/require-identity.ts';
import type { AlertRuleResolvers } from '../__generated__/resolvers.ts';

/** Whoever holds a rule has been let through to it: the fields need no check of their own. */
export const AlertRule: AlertRuleResolvers = {
  // Async: what is thrown at once fails all references of a request.
  async __resolveReference({ id, userId }, { identity, loaders }) {
    requireSelfOrOperator(identity, userId);
    return loaders.rules.load({ id, userId });
  },
  user: ({ userId }) => ({ id: userId }),
  channels: (rule) => channelsOf(rule),
  createdAt: ({ createdAt }) => new Date(createdAt),
  updatedAt: ({ updatedAt }) => new Date(updatedAt),
};
