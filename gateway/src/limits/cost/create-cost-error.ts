import { GraphQLError } from 'graphql';
import { gatewayErrors } from '../../errors.ts';
import { HeaderMap } from '../../values/header-map.ts';
import type { BudgetPolicy, BudgetState } from './budget.ts';
import type { CostProblem } from './demand-control.ts';
import { writeRateLimit } from './rate-limit-headers.ts';

export interface CostErrorDetails {
  readonly estimated: number;
  readonly max: number | undefined;
  /** Of the budget that has not enough left. */
  readonly state: (BudgetState & { readonly policy: BudgetPolicy }) | undefined;
}

/** An error for an operation that costs too much, with the numbers in `extensions.cost`, and the headers that say when to try again. */
export function createCostError(
  code: CostProblem,
  { estimated, max, state }: CostErrorDetails,
): GraphQLError {
  const { message, httpStatus: status } = gatewayErrors.table[code];
  const headers = new HeaderMap();
  if (state) {
    writeRateLimit((name, value) => headers.set(name, value), state.policy, state);
    headers.set('retry-after', String(state.retryAfterSeconds));
  }
  const cost = {
    estimated,
    ...(max !== undefined && { max }),
    ...(state && { left: Math.max(0, Math.floor(state.left)), retryAfterSeconds: state.retryAfterSeconds }),
  };
  // Unknown by type: another server's packages say in the types of graphql what `http` is to them.
  const extensions: Record<string, unknown> = { code, cost, http: { status, headers } };
  return new GraphQLError(message, { extensions });
}
