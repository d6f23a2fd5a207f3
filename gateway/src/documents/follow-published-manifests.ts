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

/**
 * Takes manifests from Redis. While Redis is gone, and when it has lost them, the last ones stay; a gateway that has none
 * yet waits for it.
 */
export function followPublishedManifests(options: FollowPublishedManifestsOptions): ManifestSource {
  const { manifests, logger, pollMs = 1_000 } = options;
  return {
    async start(offer) {
      const stop = new AbortController();
      let hasRead = false;
      let seen: string | undefined;
      let isGone = false;

      async function read(): Promise<void> {
        try {
          const version = await manifests.version();
          isGone = false;
          if (hasRead && version === seen) return;
          if (hasRead && version === undefined) {
            seen = undefined;
            logger.warn({}, 'Redis has lost the published manifests, the last ones stay');
            return;
          }
          const texts = [...(await manifests.readAll())].sort(([one], [other]) => (one < other ? -1 : 1));
          offer(texts.flatMap(([name, text]) => parse(name, text)));
          hasRead = true;
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
          await delay(hasRead ? pollMs : 100, undefined, { signal: stop.signal }).catch(() => undefined);
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
