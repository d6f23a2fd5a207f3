import type { SubgraphReplyEvent, SubgraphRequestEvent } from '../../ports/headgate-plugin.ts';
import { TextBody } from '../replies/reply-body.ts';
import type { SendFetch } from './send-fetch.ts';

/** What may change requests to subgraphs, and their answers. */
export interface SubgraphHooks {
  readonly onSubgraphRequest?: ((event: SubgraphRequestEvent) => Promise<void>) | undefined;
  readonly onSubgraphReply?: ((event: SubgraphReplyEvent) => Promise<void>) | undefined;
}

/** Lets hooks see and change each request that leaves, and each answer that comes; where there are none it is `send` itself. */
export function withHooks(send: SendFetch, { onSubgraphRequest, onSubgraphReply }: SubgraphHooks): SendFetch {
  if (!onSubgraphRequest && !onSubgraphReply) return send;
  return async (fetch, cancellation) => {
    let changed = fetch;
    if (onSubgraphRequest) {
      const { subgraph, isIdempotent, url, headers, body } = fetch;
      const opensSubscription = false;
      const event = { subgraph, isIdempotent, opensSubscription, url, headers: { ...headers }, body };
      await onSubgraphRequest(event);
      if (cancellation.isCancelled) throw cancellation.reason;
      changed = { ...fetch, url: event.url, headers: event.headers, body: event.body };
    }
    const response = await send(changed, cancellation);
    if (!onSubgraphReply) return response;
    const { subgraph, url, headers } = changed;
    const event = {
      subgraph,
      request: { url, headers },
      status: response.status,
      headers: { ...response.headers },
      body: response.body.text(),
    };
    await onSubgraphReply(event);
    return { status: event.status, headers: event.headers, body: new TextBody(event.body) };
  };
}
