import { ServiceError } from '@headgate/service/define-errors.ts';
import { gatewayErrors } from '../../errors.ts';
import type { DescribeFailure } from '../../execution/describe-failure.ts';
import { SubscriptionError } from '../subscription-error.ts';
import type { UpstreamFailure } from './upstream.ts';

export interface DescribeUpstreamFailureOptions {
  readonly describeFailure: DescribeFailure;
  readonly logger: { warn(details: object, message: string): void };
}

/** Turns the end of a subscription at its subgraph into what the client may know of it, as for queries. */
export function createDescribeUpstreamFailure({ describeFailure, logger }: DescribeUpstreamFailureOptions) {
  return (subgraph: string, failure: UpstreamFailure): SubscriptionError => {
    if (failure.kind === 'refused') {
      logger.warn({ subgraph, problem: failure.errors[0]?.message }, 'a subgraph refused a subscription');
      return new SubscriptionError(
        failure.errors.map(({ message, extensions = {} }) =>
          describeFailure.reported(subgraph, { message, path: undefined, extensions }),
        ),
      );
    }
    logger.warn({ subgraph, problem: failure.cause.message }, 'the connection to a subgraph was lost');
    const { cause } = failure;
    const error =
      cause instanceof ServiceError ? cause : gatewayErrors.create('SUBREQUEST_WEBSOCKET_ERROR', { cause });
    return new SubscriptionError([describeFailure.failed(subgraph, error)]);
  };
}
