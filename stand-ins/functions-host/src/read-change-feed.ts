import { ChangeFeedStartFrom, type Container, type FeedRange } from '@azure/cosmos';

/** Documents in the order in which they changed, and where to go on after them. */
export interface FeedPage {
  readonly documents: readonly unknown[];
  readonly continuation: string;
}

export interface FeedPosition {
  readonly range: FeedRange;
  /** From an earlier page; null to begin at `start`. */
  readonly continuation: string | null;
  readonly start: 'beginning' | 'now' | Date;
  /** Most documents of one page. */
  readonly pageSize: number;
}

/** Opens the change feed of a container; each call of the result reads the next page, which is empty at the end of the feed. */
export function readChangeFeed(container: Container, position: FeedPosition): () => Promise<FeedPage> {
  const iterator = container.items.getChangeFeedIterator<unknown>({
    changeFeedStartFrom: startFrom(position),
    maxItemCount: position.pageSize,
  });
  return async () => {
    const response = await iterator.readNext();
    return { documents: response.result ?? [], continuation: response.continuationToken };
  };
}

function startFrom({ range, continuation, start }: FeedPosition): ChangeFeedStartFrom {
  if (continuation !== null) return ChangeFeedStartFrom.Continuation(continuation);
  if (start === 'beginning') return ChangeFeedStartFrom.Beginning(range);
  if (start === 'now') return ChangeFeedStartFrom.Now(range);
  return ChangeFeedStartFrom.Time(start, range);
}
