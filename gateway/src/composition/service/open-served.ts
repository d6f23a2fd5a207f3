import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../../config/config.ts';
import { findUnknownSubgraphs } from '../../config/subgraph-settings.ts';
import type { Engine } from '../../execution/engine.ts';
import type { ServedSupergraph } from '../../subscriptions/served-supergraph.ts';
import { openAccess } from '../open-access.ts';
import { readUrls } from './read-urls.ts';

/** Makes of an engine what is put into service, and tells what the configuration says of subgraphs that are not there. */
export function openServed(
  engine: Engine,
  supergraphSdl: string,
  { config, logger }: { readonly config: GatewayConfig; readonly logger: Logger },
): ServedSupergraph {
  const { settings, extensions } = config;
  const { document, subgraphs } = engine.supergraph;
  const ownUrls = new Map(subgraphs.map(({ name, url }) => [name, url]));
  const given = readUrls(config);
  const unknown = Object.keys(given).filter((name) => !ownUrls.has(name));
  if (unknown.length > 0)
    logger.warn({ unknown }, 'SUBGRAPHS names subgraphs that the supergraph has not got');
  const untold = findUnknownSubgraphs(settings.subgraphs, ownUrls);
  if (untold.length > 0)
    logger.warn(
      { unknown: untold },
      'the configuration file names subgraphs that the supergraph has not got',
    );
  return {
    sdl: supergraphSdl,
    document,
    engine,
    access: openAccess({
      supergraph: document,
      schema: engine.apiSchema,
      policiesClaim: settings.authorization.policiesClaim,
      identifies: config.oidc !== undefined || extensions.authenticate !== undefined,
      evaluatePolicies: extensions.evaluatePolicies,
      logger,
    }),
    subgraphUrls: new Map([...ownUrls, ...Object.entries(given)]),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}
