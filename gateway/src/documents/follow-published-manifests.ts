import { setTimeout as delay } from 'node:timers/promises';
import type { ManifestLogger, ManifestSource } from './manifest-source.ts';
import type { PublishedManifests } from './open-published-manifests.ts';
import { parseManifest } from './parse-manifest.ts';

export interface FollowPublishedManifestsOptions {
  readonly manifests: PublishedManifests;
  /** How often Redis is asked whether something has changed, in milliseconds. Default: 1,000. */
  readonly pollMs?: number;
  readonly logger: ManifestLogger;
}

/** Takes manifests from Redis. While Redis is gone the last ones stay; a gateway that has none yet waits for it. */
export function followPublishedManifests(options: FollowPublishedManifestsOptions): ManifestSource {
  const { manifests, logger, pollMs = 1_000 } = options;
  return {
    async start(offer) {
      const stop = new AbortController();
      let seen: string | undefined;
      let isGone = false;

      async function read(): Promise<void> {
        try {
          const version = await manifests.version();
          isGone = false;
          if (version === seen) return;
          const texts = [...(await manifests.readAll())].sort(([one], [other]) => (one < other ? -1 : 1));
          offer(texts.flatMap(([name, text]) => parse(name, text)));
          seen = version;
        } catch (error) {
          if (!isGone) logger.warn({ err: error }, 'Redis cannot be asked for persisted documents');
          isGone = true;
        }
      }

      function parse(name: string, text: string) {
        try {
          return parseManifest(text);
        } catch (error) {
          logger.warn({ err: error, name }, 'a published manifest cannot be read and is left out');
          return [];
        }
      }

      async function poll(): Promise<void> {
        while (!stop.signal.aborted) {
          await read();
          await delay(seen === undefined ? 100 : pollMs, undefined, { signal: stop.signal }).catch(
            () => undefined,
          );
        }
      }

      const polling = poll();
      return {
        async [Symbol.asyncDispose]() {
          stop.abort();
          await polling;
        },
      };
    },
  };
}
