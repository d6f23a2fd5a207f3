import { findViolatedIndex, isMissingRow } from '../database/prisma-errors.ts';
import { accountsErrors } from '../errors.ts';

const codes = new Map([
  ['users_pkey', 'ALREADY_REGISTERED'],
  ['users_email_key', 'EMAIL_TAKEN'],
] as const);

/**
 * Says in our words why PostgreSQL refused to create or change a user.
 * @throws ALREADY_REGISTERED, EMAIL_TAKEN, NOT_REGISTERED, or the error as it is.
 */
export function explainUserConflict(error: unknown): never {
  if (isMissingRow(error)) throw accountsErrors.create('NOT_REGISTERED', { cause: error });
  const code = codes.get(findViolatedIndex(error) as 'users_pkey');
  throw code ? accountsErrors.create(code, { cause: error }) : error;
}
