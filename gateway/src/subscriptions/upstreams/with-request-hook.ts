import type { SubgraphRequestEvent } from '../../ports/headgate-plugin.ts';
import { parseJson } from '../../values/parse-json.ts';
import type { UpstreamRequest, Upstreams } from './upstream.ts';

/**
 * Lets a hook see and change how subgraphs are subscribed to, each attempt and each renewal of a token; without one it is
 * `upstreams` itself.
 */
export function withRequestHook(
  upstreams: Upstreams,
  onSubgraphRequest: ((event: SubgraphRequestEvent) => Promise<void>) | undefined,
): Upstreams {
  if (!onSubgraphRequest) return upstreams;

  async function change(request: UpstreamRequest): Promise<UpstreamRequest> {
    const { subgraph, url, query, variables, headers, onRenewed, replays } = request;
    const body = JSON.stringify({ query, variables });
    const event: SubgraphRequestEvent = {
      subgraph,
      isIdempotent: true,
      opensSubscription: true,
      url,
      headers: { ...headers },
      body,
    };
    await onSubgraphRequest?.(event);
    const asked = event.body === body ? request : readBody(event.body);
    return {
      subgraph,
      url: event.url,
      query: asked.query,
      variables: asked.variables,
      get headers() {
        return event.headers;
      },
      ...(onRenewed && {
        onRenewed: (listener: () => void) =>
          onRenewed(() => {
            void change(request).then(
              (renewed) => {
                event.headers = { ...renewed.headers };
                listener();
              },
              // The subscription lives as long as the token that the subgraph knows.
              () => undefined,
            );
          }),
      }),
      replays,
    };
  }

  return {
    subscribe(request, sink) {
      let leave: (() => void) | undefined;
      let isOpen = true;
      void change(request).then(
        (changed) => {
          if (isOpen) leave = upstreams.subscribe(changed, sink);
        },
        (cause: Error) => {
          if (isOpen) sink.fail({ kind: 'lost', cause, isFinal: true });
        },
      );
      return () => {
        isOpen = false;
        leave?.();
      };
    },
  };
}

function readBody(body: string): Pick<UpstreamRequest, 'query' | 'variables'> {
  const { query, variables = {} } = parseJson(body) as Partial<UpstreamRequest>;
  if (typeof query !== 'string') throw new TypeError('A hook has left a request without a query.');
  return { query, variables };
}
