import type { GraphQLFormattedError } from 'graphql';
import { type GatewayErrorCode, gatewayErrors } from '../errors.ts';

/** Ends a subscription; the client gets `errors` as they are. */
export class SubscriptionError extends Error {
  override readonly name = 'SubscriptionError';
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[], options?: ErrorOptions) {
    super(errors[0]?.message, options);
    this.errors = errors;
  }
}

/** The end of a subscription for a reason from the table of errors. */
export function createSubscriptionError(code: GatewayErrorCode): SubscriptionError {
  const { message } = gatewayErrors.table[code];
  return new SubscriptionError([{ message, extensions: { code } }]);
}
