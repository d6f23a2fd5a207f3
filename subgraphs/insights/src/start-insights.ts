import { readFile } from 'node:fs/promises';
import { createTokenVerifier } from '@headgate/identity/create-token-verifier.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { connectCaches } from '@headgate/subgraph-server/connect-caches.ts';
import { type Subgraph, startSubgraph } from '@headgate/subgraph-server/start-subgraph.ts';
import type { Config } from './config.ts';
import { type Context, createContext } from './create-context.ts';
import { followPublications } from './follow-publications.ts';
import type { GoldSource } from './gold/gold-source.ts';
import { noGold } from './gold/no-gold.ts';
import { openDuckdbGold } from './gold/open-duckdb-gold.ts';
import { openSqlGold } from './gold/open-sql-gold.ts';
import { resolvers } from './resolvers/resolvers.ts';

const schemaUrl = new URL('../schema.graphql', import.meta.url);

/** Opens gold and serves the subgraph until disposed of. */
export async function startInsights(
  config: Config,
  logger: Logger,
  { now = Date.now }: { readonly now?: () => number } = {},
): Promise<Subgraph> {
  await using stack = new AsyncDisposableStack();
  const source = stack.use(await openGold(config.gold));
  const caches = stack.use(connectCaches('insights', config.caches, logger));
  const publications = followPublications(source, config.pollMs);
  const subgraph = stack.use(
    await startSubgraph<Context>({
      typeDefs: await readFile(schemaUrl, 'utf8'),
      resolvers,
      host: config.host,
      port: config.port,
      introspection: config.introspection,
      verifyToken: createTokenVerifier({ ...config.identity, logger }),
      createContext: createContext({ source, publications, now }),
      checks: { gold: source.check },
      caches,
      logger,
    }),
  );
  const started = stack.move();
  return { url: subgraph.url, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

async function openGold(gold: Config['gold']): Promise<GoldSource> {
  if (gold.kind === 'none') return noGold;
  return gold.kind === 'directory' ? openDuckdbGold(gold.directory) : openSqlGold(gold);
}
