import type { HTTPGraphQLRequest } from '@apollo/server';

/**
 * What a client asks for, whatever transport brought it (https://spec.graphql.org/October2021/#sec-Executing-Requests).
 * Its members have been checked for their types.
 */
export interface OperationRequest {
  /** The text of the document; undefined where a persisted query is named by its hash alone. */
  readonly query?: string | undefined;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** What plugins see as `request.http`; operations of other transports are told as a POST. */
  readonly http: () => HTTPGraphQLRequest;
  /** A GET may only read. */
  readonly isReadOnly: boolean;
  /** It came with others in one request. */
  readonly isBatched?: boolean;
}
