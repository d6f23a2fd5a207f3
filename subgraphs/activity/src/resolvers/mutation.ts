import { requireIdentity } from '@headgate/identity/require-identity.ts';
import type { MutationResolvers } from '../__generated__/resolvers.ts';
import { recordActivities } from '../record-activities.ts';
import { recordActivity } from '../record-activity.ts';

/**
 * A caller records what the caller did; an operator, too, for nobody else.
 * What was loaded before is forgotten: fields below, and the mutations that follow, see what is stored now.
 */
export const Mutation: MutationResolvers = {
  async recordActivity(_root, { input }, { identity, recording, loaders }) {
    const activity = await recordActivity(recording, requireIdentity(identity).userId, input);
    loaders.forget();
    return activity;
  },
  async recordActivities(_root, { inputs }, { identity, recording, loaders }) {
    const result = await recordActivities(recording, requireIdentity(identity).userId, inputs);
    loaders.forget();
    return result;
  },
};
