import type { Dispatcher } from 'undici';
import type { SendSubgraphRequest } from './send-subgraph-request.ts';

/** Sends requests to subgraphs through an undici dispatcher, which pools and keeps the connections. */
export function createUndiciSender(dispatcher: Dispatcher): SendSubgraphRequest {
  const targets = new Map<string, { readonly origin: string; readonly path: string }>();
  return async ({ url, headers, body, signal }) => {
    let target = targets.get(url);
    if (target === undefined) {
      const { origin, pathname, search } = new URL(url);
      target = { origin, path: pathname + search };
      targets.set(url, target);
    }
    const response = await dispatcher.request({ ...target, method: 'POST', headers, body, signal });
    return { status: response.statusCode, headers: response.headers, body: await response.body.text() };
  };
}
