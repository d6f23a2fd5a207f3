import { statSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { readSupergraph } from './read-supergraph.ts';
import type { SourceLogger, SupergraphSource } from './supergraph-source.ts';

export interface WatchSupergraphOptions {
  /** A file, or a directory with one. */
  readonly path: string;
  readonly logger: SourceLogger;
  /** How long a change must have settled before it is read, in milliseconds. Default: 100. */
  readonly settleMs?: number;
}

/**
 * Reads a supergraph from disk, and again when it changes. The directory is watched, not the file: editors replace
 * files, and a mounted ConfigMap changes by moving a symbolic link beside it.
 */
export function watchSupergraph({ path, logger, settleMs = 100 }: WatchSupergraphOptions): SupergraphSource {
  return {
    async start(offer) {
      let offered = await readSupergraph(path);
      await offer(offered);
      let timer: NodeJS.Timeout | undefined;
      let reading = Promise.resolve();

      async function readAgain(): Promise<void> {
        try {
          const sdl = await readSupergraph(path);
          if (sdl === offered) return;
          offered = sdl;
          await offer(sdl);
        } catch (error) {
          logger.error({ err: error, path }, 'supergraph refused, the last good one goes on serving');
        }
      }

      const directory = statSync(path).isDirectory() ? path : dirname(path);
      const watcher = watch(directory, () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          reading = reading.then(readAgain);
        }, settleMs);
      });
      watcher.on('error', (error) => {
        logger.error({ err: error, path }, 'supergraph is no longer watched for changes');
      });
      return {
        async [Symbol.asyncDispose]() {
          watcher.close();
          clearTimeout(timer);
          await reading;
        },
      };
    },
  };
}
