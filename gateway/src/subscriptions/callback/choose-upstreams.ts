import type { Upstreams } from '../upstreams/upstream.ts';

/** Subscribes to the named subgraphs in one way, and to all others in another. */
export function chooseUpstreams(
  { subgraphs, upstreams }: { readonly subgraphs: ReadonlySet<string>; readonly upstreams: Upstreams },
  others: Upstreams,
): Upstreams {
  return {
    subscribe: (request, sink) =>
      (subgraphs.has(request.subgraph) ? upstreams : others).subscribe(request, sink),
  };
}
