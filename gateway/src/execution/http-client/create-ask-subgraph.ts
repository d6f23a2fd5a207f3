import type { AskSubgraph } from '../../supergraph/fetch-subgraph-schema.ts';
import { acceptEncoding } from '../subgraph-client/create-decoder.ts';
import { followSignal } from '../subgraph-client/follow-signal.ts';
import { createHttpSender, type HttpSenderOptions } from './create-http-sender.ts';

export interface AskSubgraphOptions extends Pick<HttpSenderOptions, 'http2Of'> {
  readonly timeoutMs: number;
}

const headers = {
  'content-type': 'application/json',
  accept: 'application/json',
  'accept-encoding': acceptEncoding,
};

const maxReplyBytes = 64 * 1024 * 1024;

/** Asks running subgraphs outside of any operation, on connections that are not kept. */
export function createAskSubgraph({ timeoutMs, http2Of }: AskSubgraphOptions): AskSubgraph {
  return async ({ name: subgraph, url }, request) => {
    await using sender = createHttpSender({
      keepAlive: true,
      onConnect: () => undefined,
      ...(http2Of && { http2Of }),
    });
    const body = JSON.stringify(request);
    const fetch = { subgraph, url, headers, body, isIdempotent: true, timeoutMs, maxReplyBytes };
    const reply = await followSignal(AbortSignal.timeout(timeoutMs), (cancellation) =>
      sender.send(fetch, cancellation),
    );
    return { status: reply.status, text: reply.body.text() };
  };
}
