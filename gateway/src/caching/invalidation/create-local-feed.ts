import type { FeedListener, InvalidationFeed } from './invalidation-feed.ts';

/** Creates the feed of a gateway without Redis, which has nobody to hear from but itself. */
export function createLocalFeed(listener: FeedListener): InvalidationFeed {
  return {
    isFollowing: true,
    publish: async (tags) => listener.onInvalid(tags),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
