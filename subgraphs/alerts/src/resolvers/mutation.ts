import { requireIdentity, requireOperator } from '@headgate/identity/require-identity.ts';
import type { MutationResolvers } from '../__generated__/resolvers.ts';
import { acknowledgeAlert, resolveAlert } from '../change-alert-status.ts';
import { createRule, deleteRule, pauseRule, updateRule } from '../rules/mutate-rules.ts';
import { sendTestNotification } from '../send-test-notification.ts';

/** Rules are the caller's own: an operator, too, changes nobody else's. */
export const Mutation: MutationResolvers = {
  createAlertRule(_root, { input }, { identity, services }) {
    return createRule(services, requireIdentity(identity).userId, input);
  },
  updateAlertRule(_root, { id, input }, { identity, services }) {
    return updateRule(services, { id, userId: requireIdentity(identity).userId }, input);
  },
  async deleteAlertRule(_root, { id }, { identity, services }) {
    await deleteRule(services, { id, userId: requireIdentity(identity).userId });
    return id;
  },
  pauseAlertRule(_root, { id, paused }, { identity, services }) {
    return pauseRule(services, { id, userId: requireIdentity(identity).userId }, paused);
  },
  acknowledgeAlert(_root, { id }, { identity, services }) {
    return acknowledgeAlert(services, requireIdentity(identity), id);
  },
  resolveAlert(_root, { id }, { identity, services }) {
    return resolveAlert(services, requireIdentity(identity), id);
  },
  sendTestNotification(_root, _args, { identity, services }) {
    return sendTestNotification(services, requireIdentity(identity).userId);
  },
  replayDeadLetters(_root, { functionName }, { identity, services }) {
    requireOperator(identity);
    return services.deadLetters.replay(functionName);
  },
};
