import type { GatewayConfig } from '../config/config.ts';

/** Names, in lower case, of all headers of a client that any subgraph may see, under whatever name. */
export function listSeenHeaders({ forwardHeaders, settings }: GatewayConfig): readonly string[] {
  const byRule = settings.requestHeaders.flatMap((rule) => ('forward' in rule ? [rule.forward] : []));
  return [...new Set([...forwardHeaders, ...byRule])];
}
