import type { GatewayConfig } from '../../config/config.ts';

/** Addresses that replace those of the supergraph, by the name of the subgraph. */
export function readUrls({ subgraphs }: GatewayConfig): Readonly<Record<string, string>> {
  return Object.fromEntries(subgraphs.map(({ name, url }) => [name, url]));
}
