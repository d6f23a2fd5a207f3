import { setTimeout as wait } from 'node:timers/promises';
import type { GoldFreshness, GoldSource } from './gold/gold-source.ts';

/** Tells of versions of gold as they are published. */
export interface Publications {
  /** The version now, and each newer one, until the signal. */
  follow(signal: AbortSignal): AsyncIterable<GoldFreshness>;
}

/** Looks for newer versions once for all subscribers, and not at all while there are none. */
export function followPublications(source: GoldSource, pollMs: number): Publications {
  let latest: Promise<GoldFreshness | null> | undefined;
  const look = () => {
    latest ??= source
      .pin()
      .then((pinned) => pinned?.freshness ?? null)
      .finally(() => {
        latest = undefined;
      });
    return latest;
  };
  return {
    async *follow(signal) {
      let known = 0;
      while (!signal.aborted) {
        const freshness = await look();
        if (freshness && freshness.version > known) {
          known = freshness.version;
          yield freshness;
        }
        await wait(pollMs, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}
