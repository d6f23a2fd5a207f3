import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import { z } from 'zod';
import { accountsErrors } from '../../errors.ts';
import { explainUserConflict } from '../../users/explain-user-conflict.ts';
import { displayName, email, locale, timeZone } from '../../validation/input-fields.ts';
import type { Mutation } from './mutation.ts';

const schema = z.object({ email, displayName, locale, timeZone });

/** @throws ALREADY_REGISTERED, EMAIL_TAKEN; ERASURE_UNDER_WAY, since what is new would be erased with what was there */
export const registerUser: Mutation<'registerUser'> = async (_root, { input }, { identity, database }) => {
  const { userId } = requireIdentity(identity);
  const data = { id: userId, ...parseInput(schema, input) };
  if (await database.erasure.findUnique({ where: { userId } }))
    throw accountsErrors.create('ERASURE_UNDER_WAY');
  return database.user.create({ data }).catch(explainUserConflict);
};
