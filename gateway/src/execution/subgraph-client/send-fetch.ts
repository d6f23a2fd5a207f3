import type { FetchObserver } from '../../ports/trace-steps.ts';
import type { Cancellation } from '../../values/cancellation.ts';
import type { ReplyBody } from '../replies/reply-body.ts';
import type { SubgraphFetch, SubgraphHttpResponse } from './send-subgraph-request.ts';

/** A fetch on its way through the client. */
export interface ObservedFetch extends SubgraphFetch {
  /** Undefined where nobody wants to know what becomes of it. */
  readonly observer?: FetchObserver | undefined;
}

/** An HTTP response as it came. */
export interface ReceivedReply extends Pick<SubgraphHttpResponse, 'status' | 'headers'> {
  readonly body: ReplyBody;
}

/** The port to the network within the client, and the shape of all that stands before it. Never throws, but rejects. */
export type SendFetch = (fetch: ObservedFetch, cancellation: Cancellation) => Promise<ReceivedReply>;
