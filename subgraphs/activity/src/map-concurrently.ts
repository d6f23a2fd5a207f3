/**
 * Runs `task` on every item, at most `limit` at a time.
 * @returns results in the order of the items; an `Error` where the task failed.
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  task: (item: Item) => Promise<Result>,
): Promise<(Result | Error)[]> {
  const results: (Result | Error)[] = new Array(items.length);
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) {
      results[index] = await task(item).catch((error: unknown) =>
        error instanceof Error ? error : new Error('failed', { cause: error }),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
