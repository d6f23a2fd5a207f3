/**
 * Runs an async generator that whoever iterates can end at any time: a generator alone would come to its `return` only
 * after what it awaits at that moment, which for a subscription may be never.
 */
export function iterateUntilReturned<Value>(
  start: (signal: AbortSignal) => AsyncGenerator<Value, void, undefined>,
): AsyncGenerator<Value, void, undefined> {
  const ended = new AbortController();
  const values = start(ended.signal);
  return {
    next: () => values.next(),
    return() {
      ended.abort();
      return values.return();
    },
    throw(error) {
      ended.abort();
      return values.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await this.return();
    },
  };
}
