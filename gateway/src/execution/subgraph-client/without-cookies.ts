import type { SubgraphHttpResponse } from './send-subgraph-request.ts';

/** Copies what a subgraph said for others than the one whose request it answers: cookies are for that one. */
export function withoutCookies<Reply extends Pick<SubgraphHttpResponse, 'headers'>>(reply: Reply): Reply {
  if (reply.headers === undefined) return { ...reply };
  const { 'set-cookie': _, ...headers } = reply.headers;
  return { ...reply, headers };
}
