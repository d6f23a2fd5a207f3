import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../config/config.ts';
import { createSubgraphSettingsOf } from '../config/subgraph-settings.ts';
import { createAskSubgraph } from '../execution/http-client/create-ask-subgraph.ts';
import { composeRunningSubgraphs } from '../supergraph/compose-running-subgraphs.ts';
import type { SupergraphSource } from '../supergraph/supergraph-source.ts';
import { watchSupergraph } from '../supergraph/watch-supergraph.ts';

/** How long a running subgraph may take to tell its schema, in milliseconds. */
const timeoutMs = 5_000;

/** Opens where supergraphs come from, as the configuration says. */
export function openSource(config: GatewayConfig, logger: Logger): SupergraphSource {
  const { supergraph: path, subgraphs, subgraphPollMs: pollMs } = config;
  if (path) return watchSupergraph({ path, logger });
  const settingsOf = createSubgraphSettingsOf(config.settings.subgraphs);
  const ask = createAskSubgraph({ timeoutMs, http2Of: (subgraph) => settingsOf(subgraph).http2 });
  return composeRunningSubgraphs({ subgraphs, ask, pollMs, logger });
}
