import { setTimeout as sleep } from 'node:timers/promises';
import { type AskSubgraph, fetchSubgraphSchema, type RunningSubgraph } from './fetch-subgraph-schema.ts';
import type { OfferSupergraph, SourceLogger, SupergraphSource } from './supergraph-source.ts';

export interface ComposeRunningSubgraphsOptions {
  readonly subgraphs: readonly RunningSubgraph[];
  readonly ask: AskSubgraph;
  /** How often they are asked for their schemas, in milliseconds. */
  readonly pollMs: number;
  readonly logger: SourceLogger;
}

const firstRetryMs = 100;

/**
 * Composes a supergraph from subgraphs that are running, and again when one of their schemas changes: for development.
 * Waits for those that are down, and says so once for each change of state.
 */
export function composeRunningSubgraphs(options: ComposeRunningSubgraphsOptions): SupergraphSource {
  return {
    async start(offer) {
      const stopping = new AbortController();
      const polling = poll({ ...options, offer, signal: stopping.signal });
      return {
        async [Symbol.asyncDispose]() {
          stopping.abort();
          await polling;
        },
      };
    },
  };
}

interface Polling extends ComposeRunningSubgraphsOptions {
  readonly offer: OfferSupergraph;
  readonly signal: AbortSignal;
}

async function poll({ subgraphs, ask, pollMs, logger, offer, signal }: Polling): Promise<void> {
  const reportState = createStateReport(logger);
  let composedFrom: string | undefined;
  let waitMs = firstRetryMs;
  while (!signal.aborted) {
    const schemas = await Promise.all(
      subgraphs.map((subgraph) =>
        fetchSubgraphSchema(subgraph, ask).then(
          (sdl) => {
            reportState(subgraph);
            return { ...subgraph, sdl };
          },
          (error: Error) => {
            const isNeeded = composedFrom === undefined;
            reportState(subgraph, { problem: error.message, isNeeded });
            return undefined;
          },
        ),
      ),
    );
    if (signal.aborted) return;
    const found = schemas.filter((schema) => schema !== undefined);
    const isComplete = found.length === subgraphs.length;
    const fingerprint = JSON.stringify(found);
    if (isComplete && fingerprint !== composedFrom) {
      composedFrom = fingerprint;
      try {
        const { composeSubgraphs } = await import('./compose-subgraphs.ts');
        await offer(composeSubgraphs(found.map(({ sdl, ...subgraph }) => ({ ...subgraph, typeDefs: sdl }))));
      } catch (error) {
        logger.error({ err: error }, 'supergraph refused, the last good one goes on serving');
      }
    }
    waitMs = isComplete ? pollMs : Math.min(waitMs * 2, pollMs);
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Logs that a subgraph is away, or back, when that has changed. */
function createStateReport(logger: SourceLogger) {
  const absent = new Set<string>();
  return (
    { name, url }: RunningSubgraph,
    absence?: { readonly problem: string; readonly isNeeded: boolean },
  ): void => {
    const wasAbsent = absent.has(name);
    if (!absence) {
      if (wasAbsent) logger.info({ subgraph: name, url }, `subgraph ${name} is there`);
      absent.delete(name);
    } else if (!wasAbsent) {
      const { problem, isNeeded } = absence;
      const message = isNeeded ? `waiting for subgraph ${name}` : `subgraph ${name} does not answer`;
      logger.warn({ subgraph: name, url, problem }, message);
      absent.add(name);
    }
  };
}
