import { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { GatewayConfig } from '../config/config.ts';
import { followPublishedManifests } from '../documents/follow-published-manifests.ts';
import { openPublishedManifests } from '../documents/open-published-manifests.ts';
import { type Documents, startDocuments } from '../documents/start-documents.ts';
import { watchManifests } from '../documents/watch-manifests.ts';
import { checkRootConditions } from '../subscriptions/check-root-conditions.ts';

export interface PersistedDocumentsOptions {
  readonly config: GatewayConfig;
  readonly logger: Logger;
}

/**
 * Starts with the persisted documents that the configuration names; undefined when it names none.
 * @throws ServiceError `PERSISTED_DOCUMENTS_INVALID`
 */
export async function startPersistedDocuments(
  options: PersistedDocumentsOptions,
): Promise<Documents | undefined> {
  const { config, logger } = options;
  const { documents, limits, cache } = config;
  if (!documents) return undefined;
  await using cleanup = new AsyncDisposableStack();
  const redis = documents.from === 'redis' ? readRedisSettings(config.redis) : undefined;
  const source = redis
    ? followPublishedManifests({
        manifests: cleanup.use(openPublishedManifests({ ...redis, prefix: cache.prefix })),
        logger,
      })
    : watchManifests({ path: documents.from, logger });
  const { maxTokens } = limits;
  const checkText = (body: string) => checkRootConditions(body, maxTokens);
  const started = cleanup.use(
    await startDocuments({ mode: documents.mode, maxTokens, checkText, source, logger }),
  );
  const running = cleanup.move();
  return { ...started, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
