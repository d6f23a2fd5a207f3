import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import { z } from 'zod';
import { explainUserConflict } from '../../users/explain-user-conflict.ts';
import { displayName, email, locale, timeZone } from '../../validation/input-fields.ts';
import type { Mutation } from './mutation.ts';

const schema = z.object({
  email: email.exactOptional(),
  displayName: displayName.exactOptional(),
  locale: locale.exactOptional(),
  timeZone: timeZone.exactOptional(),
});

/** @throws NOT_REGISTERED, EMAIL_TAKEN */
export const updateProfile: Mutation<'updateProfile'> = (_root, { input }, { identity, database }) => {
  const { userId } = requireIdentity(identity);
  const data = parseInput(schema, input);
  return database.user.update({ where: { id: userId }, data }).catch(explainUserConflict);
};
