import type { ProcessChannel } from '../../ports/process-channel.ts';
import type { FeedListener, InvalidationFeed } from './invalidation-feed.ts';

/** Creates the feed of several processes that serve together without Redis. */
export function createProcessFeed(channel: ProcessChannel, listener: FeedListener): InvalidationFeed {
  const hearing = channel.onInvalid((tags) => void listener.onInvalid(tags));
  return {
    isFollowing: true,
    async publish(tags) {
      await listener.onInvalid(tags);
      channel.publishInvalid(tags);
    },
    [Symbol.asyncDispose]: async () => hearing[Symbol.dispose](),
  };
}
