import { watchPath } from '@headgate/service/watch-path.ts';
import { readSupergraph } from './read-supergraph.ts';
import type { SourceLogger, SupergraphSource } from './supergraph-source.ts';

export interface WatchSupergraphOptions {
  /** A file, or a directory with one. */
  readonly path: string;
  readonly logger: SourceLogger;
  /** How long a change must have settled before it is read, in milliseconds. Default: 100. */
  readonly settleMs?: number;
}

/** Reads a supergraph from disk, and again when it changes. */
export function watchSupergraph({ path, logger, settleMs = 100 }: WatchSupergraphOptions): SupergraphSource {
  return {
    async start(offer) {
      let offered = await readSupergraph(path);
      // It takes a while to build: what changes meanwhile is not to be missed.
      const first = offer(offered);
      const watching = watchPath({
        path,
        settleMs,
        async onChange() {
          try {
            await first;
            const sdl = await readSupergraph(path);
            if (sdl === offered) return;
            offered = sdl;
            await offer(sdl);
          } catch (error) {
            logger.error({ err: error, path }, 'supergraph refused, the last good one goes on serving');
          }
        },
        onLost: (error) => logger.error({ err: error, path }, 'supergraph is no longer watched for changes'),
      });
      try {
        await first;
      } catch (error) {
        await watching[Symbol.asyncDispose]();
        throw error;
      }
      return watching;
    },
  };
}
