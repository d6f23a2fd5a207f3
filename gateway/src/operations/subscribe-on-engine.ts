import { nameCaller } from '../auth/name-caller.ts';
import type { EngineRequest } from '../execution/engine.ts';
import type { Subscriptions } from '../subscriptions/create-subscriptions.ts';
import { SubscriptionError } from '../subscriptions/subscription-error.ts';
import type { EngineOutcome } from './engine-outcome.ts';
import { FinalError } from './errors/final-error.ts';
import type { OperationContext } from './operation-context.ts';
import type { PreparedRequest } from './run-operation.ts';

/** Opens the subscription that a request asks for, for who takes events. */
export async function subscribeOnEngine(
  { served, document, request }: PreparedRequest,
  { identity, headers, signedIn }: OperationContext,
  {
    subscriptions,
    variables,
  }: {
    readonly subscriptions: Pick<Subscriptions, 'prepare'>;
    readonly variables: EngineRequest['variables'];
  },
): Promise<EngineOutcome> {
  try {
    const subscription = await subscriptions.prepare({
      schema: served.engine.apiSchema,
      document,
      operationName: request.operationName,
      variables,
      headers,
      asking: { identity, headers },
      caller: identity ? nameCaller(identity) : undefined,
      expiresAtMs: identity?.expiresAtMs,
      signedIn,
    });
    return { kind: 'subscription', subscription };
  } catch (error) {
    if (error instanceof SubscriptionError && error.errors[0]) throw new FinalError(error.errors[0]);
    throw error;
  }
}
