import { setTimeout as delay } from 'node:timers/promises';
import { ChangeFeedStartFrom, type Container } from '@azure/cosmos';
import type { AlertsContainerDocument } from '@headgate/alerting/alerts-container-document.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { AlertFeed } from './alert-feed.ts';
import { createListeners } from './create-listeners.ts';
import { keepFollowing } from './keep-following.ts';

/** Pause between two reads of a feed that has nothing new, in milliseconds. */
const pollMs = 100;
const pageSize = 500;

/**
 * Follows the change feed of the container `alerts`, for where there is no Redis. Each process reads all of it, so this
 * is for one process or a few; while nobody listens nothing is read.
 */
export function startCosmosAlertFeed(container: Container, logger: Logger): AlertFeed {
  const listeners = createListeners();
  const stop = new AbortController();
  const { signal } = stop;
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  const follow = async (onFollowing: () => void) => {
    await Promise.race([listeners.present(), stopped]);
    if (signal.aborted) return;
    const changes = container.items.getChangeFeedIterator<AlertsContainerDocument>({
      changeFeedStartFrom: ChangeFeedStartFrom.Now(),
      maxItemCount: pageSize,
    });
    await changes.readNext();
    onFollowing();
    listeners.tellAll({ kind: 'missed' });
    while (!signal.aborted && !listeners.isEmpty()) {
      const { result } = await changes.readNext();
      for (const document of result ?? []) {
        if (document.type === 'alert') listeners.tell(document.userId, { kind: 'alert', alert: document });
      }
      if (!result?.length) await delay(pollMs, undefined, { signal });
    }
  };
  const following = keepFollowing(follow, logger, signal);
  return {
    listen: listeners.add,
    async check() {
      await container.read();
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await following;
    },
  };
}
