export interface OrderedDeliveryOptions<Event> {
  /** How many events may wait for one that is not ready. */
  readonly maxWaiting: number;
  readonly deliver: (event: Event) => void;
  /** Called once when more would wait, or when an event fails: nothing is delivered any more. */
  readonly onFailure: (failure: DeliveryFailure) => void;
}

export type DeliveryFailure =
  | { readonly kind: 'overflow' }
  | { readonly kind: 'failed'; readonly cause: unknown };

/** Events that become ready in any order and are delivered in the order they came. */
export interface OrderedDelivery<Event> {
  push(event: Promise<Event>): void;
  /** No more events: calls back when those that wait have been delivered. */
  end(whenDelivered: () => void): void;
  /** Drops what waits. */
  stop(): void;
}

export function createOrderedDelivery<Event>(options: OrderedDeliveryOptions<Event>): OrderedDelivery<Event> {
  const waiting: Promise<Event>[] = [];
  let phase: 'open' | 'ending' | 'stopped' = 'open';
  let delivering = false;
  let whenDelivered: (() => void) | undefined;

  function stop(): void {
    phase = 'stopped';
    waiting.length = 0;
  }

  function fail(failure: DeliveryFailure): void {
    if (phase === 'stopped') return;
    stop();
    options.onFailure(failure);
  }

  async function deliverAll(): Promise<void> {
    delivering = true;
    for (let next = waiting[0]; next; next = waiting[0]) {
      // It counts as waiting until it is ready, so that slow events are bounded too.
      const event = await next;
      void waiting.shift();
      if (phase !== 'stopped') options.deliver(event);
    }
    delivering = false;
    if (phase === 'ending') {
      stop();
      whenDelivered?.();
    }
  }

  function start(): void {
    if (!delivering) deliverAll().catch((cause: unknown) => fail({ kind: 'failed', cause }));
  }

  return {
    push(event) {
      // Who waits for it comes later, and may never come.
      event.catch(() => undefined);
      if (phase !== 'open') return;
      waiting.push(event);
      if (waiting.length > options.maxWaiting) fail({ kind: 'overflow' });
      else start();
    },
    end(callback) {
      if (phase !== 'open') return;
      phase = 'ending';
      whenDelivered = callback;
      start();
    },
    stop,
  };
}
