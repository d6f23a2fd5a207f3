import { ChangeFeedStartFrom, type Container, StatusCodes } from '@azure/cosmos';
import type { FeedPage } from './mirror-feed.ts';

/** Reads pages of a container's change feed, each from where it is told to go on. */
export function readChangeFeedPage(
  container: Container,
  maxItemCount = 1000,
): (continuation: string | null) => Promise<FeedPage> {
  return async (continuation) => {
    const iterator = container.items.getChangeFeedIterator<object>({
      maxItemCount,
      changeFeedStartFrom:
        continuation === null
          ? ChangeFeedStartFrom.Beginning()
          : ChangeFeedStartFrom.Continuation(continuation),
    });
    for await (const page of iterator.getAsyncIterator()) {
      // A physical partition without news comes before others that may have some.
      if (page.statusCode === StatusCodes.NotModified && iterator.hasMoreResults === false)
        return { documents: [], continuation: page.continuationToken };
      return {
        documents: page.statusCode === StatusCodes.NotModified ? [] : page.result,
        continuation: page.continuationToken,
      };
    }
    return { documents: [], continuation: continuation ?? '' };
  };
}
