import { requireIdentity } from '@headgate/identity/require-identity.ts';
import type { MutationResolvers } from '../__generated__/resolvers.ts';
import { recordActivities, recordActivity } from '../record-activities.ts';

/** A caller records what the caller did: an operator, too, for nobody else. */
export const Mutation: MutationResolvers = {
  recordActivity(_root, { input }, { identity, recording }) {
    return recordActivity(recording, requireIdentity(identity).userId, input);
  },
  recordActivities(_root, { inputs }, { identity, recording }) {
    return recordActivities(recording, requireIdentity(identity).userId, inputs);
  },
};
