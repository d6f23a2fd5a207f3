import { gatewayErrors } from '../../errors.ts';
import { TextBody } from '../replies/reply-body.ts';
import type { SendFetch } from './send-fetch.ts';
import type { SendSubgraphRequest } from './send-subgraph-request.ts';

/** Lets a sender that listens to a signal send fetches. What it does not limit itself is limited when it is there. */
export function withSignal(send: SendSubgraphRequest): SendFetch {
  // Async, since whoever writes a sender may also throw.
  return async (fetch, { signal }) => {
    const response = await send({ ...fetch, signal });
    if (response.body.length > fetch.maxReplyBytes)
      throw gatewayErrors.create('SUBREQUEST_RESPONSE_TOO_LARGE');
    return { ...response, body: new TextBody(response.body) };
  };
}
