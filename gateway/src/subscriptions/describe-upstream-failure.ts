import { gatewayErrors } from '../errors.ts';
import type { DescribeFailure } from '../execution/describe-failure.ts';
import { readReply } from '../execution/parse-reply.ts';
import type { UpstreamFailure } from './create-upstream-pool.ts';
import { SubscriptionError } from './subscription-error.ts';

export interface DescribeUpstreamFailureOptions {
  readonly describeFailure: DescribeFailure;
  readonly logger: { warn(details: object, message: string): void };
}

/** Turns the end of a subscription at its subgraph into what the client may know of it, as for queries. */
export function createDescribeUpstreamFailure({ describeFailure, logger }: DescribeUpstreamFailureOptions) {
  return (subgraph: string, failure: UpstreamFailure): SubscriptionError => {
    const reported = failure.kind === 'refused' ? readReply({ errors: failure.errors })?.errors : undefined;
    const cause = failure.kind === 'lost' ? failure.cause : new Error(reported?.[0]?.message);
    logger.warn({ subgraph, problem: cause.message }, 'a subgraph ended a subscription');
    return new SubscriptionError(
      reported?.length
        ? reported.map((error) => describeFailure.reported(subgraph, error))
        : [describeFailure.failed(subgraph, gatewayErrors.create('SUBREQUEST_WEBSOCKET_ERROR', { cause }))],
      { cause },
    );
  };
}
