import type { ErrorResponse } from '@azure/cosmos';

/** A check for `assert.rejects`: that the service answered with this status, and said this. */
export function answers(code: number, message = /./): (error: ErrorResponse) => boolean {
  return (error) => {
    if (error.code === code && message.test(error.message)) return true;
    throw error;
  };
}
