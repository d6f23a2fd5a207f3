import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@headgate/service/create-logger.ts';

const restartDelayMs = 500;

/**
 * Follows a source until the signal, beginning again when it fails; an outage is logged once, however long it is.
 * @param follow takes up the source where it ends now, says so, and goes on until the signal or a failure.
 */
export async function keepFollowing(
  follow: (onFollowing: () => void) => Promise<void>,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  let isDown = false;
  const onFollowing = () => {
    if (isDown) logger.info('the alert feed is back');
    isDown = false;
  };
  while (!signal.aborted) {
    try {
      await follow(onFollowing);
    } catch (error) {
      if (signal.aborted) return;
      if (!isDown) logger.warn({ err: error }, 'the alert feed is away: alerts come when it is back');
      isDown = true;
      await delay(restartDelayMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
