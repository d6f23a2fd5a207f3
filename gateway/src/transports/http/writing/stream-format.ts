import type { GraphQLFormattedError } from 'graphql';
import type { Transport } from '../../live-clients.ts';

/** How a subscription is written into the body of a response. */
export interface StreamFormat {
  readonly transport: Transport;
  readonly contentType: string;
  /** What comes at once. */
  readonly opening: string;
  /** What says that the stream is alive. */
  readonly heartbeat: string;
  /** How often it is to be said at most. */
  readonly heartbeatMs: number;
  /** An event, or the one answer of another operation, from JSON in UTF-8. */
  event(json: Buffer): Buffer;
  failure(errors: readonly GraphQLFormattedError[]): string;
  /** What follows the last event, or the failure. */
  readonly ending: string;
  /** What comes in place of the ending to a client that is to connect again. */
  readonly dismissal: string;
  /** Whether an answer that is no subscription comes in this format too, rather than as JSON. */
  readonly carriesAnswers: boolean;
}
