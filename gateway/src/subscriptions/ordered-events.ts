/** Events that become ready in any order and leave in the order they came. */
export interface OrderedEvents<Event> extends AsyncIterableIterator<Event, undefined> {
  return(): Promise<IteratorResult<Event, undefined>>;
  throw(error: unknown): Promise<IteratorResult<Event, undefined>>;
  push(event: Promise<Event>): void;
  /** No more events: ends when those that wait have left, with the error if there is one. Later calls change nothing. */
  end(error?: Error): void;
}

export interface OrderedEventsOptions {
  /** How many events may wait for a consumer that does not ask for them. */
  readonly maxWaiting: number;
  /** Called once when there are more: those that wait are dropped, and the events end, with the error that it ends them with. */
  readonly onOverflow: () => void;
  /** Called once when nothing will be taken any more: the consumer has left, or has had the last event. */
  readonly onDone: () => void;
}

type Ending = { readonly phase: 'open' } | { readonly phase: 'ended'; readonly error: Error | undefined };

export function createOrderedEvents<Event>(options: OrderedEventsOptions): OrderedEvents<Event> {
  const waiting: Promise<Event>[] = [];
  let ending: Ending = { phase: 'open' };
  let wake: (() => void) | undefined;
  let done = false;

  function finish(): void {
    if (done) return;
    done = true;
    waiting.length = 0;
    wake?.();
    options.onDone();
  }

  function end(error?: Error): void {
    if (ending.phase === 'open') ending = { phase: 'ended', error };
    wake?.();
  }

  const events: OrderedEvents<Event> = {
    [Symbol.asyncIterator]: () => events,
    push(event) {
      // Who waits for it comes later, and may never come.
      event.catch(() => undefined);
      if (done || ending.phase === 'ended') return;
      waiting.push(event);
      if (waiting.length > options.maxWaiting) {
        waiting.length = 0;
        options.onOverflow();
        end();
      }
      wake?.();
    },
    end,
    async next() {
      while (!done && waiting.length === 0 && ending.phase === 'open') {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const event = waiting[0];
      if (done || !event) {
        const error = !done && ending.phase === 'ended' ? ending.error : undefined;
        finish();
        if (error) throw error;
        return { done: true, value: undefined };
      }
      // It counts as waiting until it is ready, so that slow events are bounded too.
      const value = await event.catch((error: unknown) => {
        finish();
        throw error;
      });
      void waiting.shift();
      return done ? { done: true, value: undefined } : { done: false, value };
    },
    async return() {
      finish();
      return { done: true, value: undefined };
    },
    async throw(error) {
      finish();
      throw error;
    },
  };
  return events;
}
