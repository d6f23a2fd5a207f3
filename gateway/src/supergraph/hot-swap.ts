/** Keeps a value alive until it is disposed of. */
export interface Lease<Value> extends Disposable {
  readonly value: Value;
}

/** One value at a time that many use, and that can be replaced while they do. */
export interface HotSwap<Value extends AsyncDisposable> extends AsyncDisposable {
  /** The latest value; undefined before the first one. */
  readonly current: Value | undefined;
  /** Takes the latest value; it, and all that come after it, live until the lease ends. */
  lease(): Lease<Value> | undefined;
  /** Makes this the latest value. The one before is disposed of when its last lease has ended. */
  replace(value: Value): void;
  /** Calls back with the latest value, and with each one to come; returns how to stop that. */
  observe(listener: (value: Value) => void): () => void;
}

interface Slot<Value> {
  readonly value: Value;
  leases: number;
}

export interface HotSwapOptions {
  /** Told of a value that failed to dispose of itself. */
  readonly onDisposeError: (error: unknown) => void;
}

/**
 * Creates a swap without a value. Values are disposed of in the order they came: who began with an older one may
 * meet a newer one on the way.
 */
export function createHotSwap<Value extends AsyncDisposable>({
  onDisposeError,
}: HotSwapOptions): HotSwap<Value> {
  const slots: Slot<Value>[] = [];
  const listeners = new Set<(value: Value) => void>();
  const disposals = new Set<Promise<void>>();

  function disposeUnused(keep: number): void {
    while (slots.length > keep && slots[0]?.leases === 0) dispose(slots.shift() as Slot<Value>);
  }

  function dispose({ value }: Slot<Value>): void {
    const disposal = Promise.resolve(value[Symbol.asyncDispose]())
      .catch(onDisposeError)
      .finally(() => disposals.delete(disposal));
    disposals.add(disposal);
  }

  return {
    get current() {
      return slots.at(-1)?.value;
    },
    lease() {
      const slot = slots.at(-1);
      if (!slot) return undefined;
      slot.leases += 1;
      let ended = false;
      return {
        value: slot.value,
        [Symbol.dispose]() {
          if (ended) return;
          ended = true;
          slot.leases -= 1;
          disposeUnused(1);
        },
      };
    },
    replace(value) {
      slots.push({ value, leases: 0 });
      for (const listener of [...listeners]) listener(value);
      disposeUnused(1);
    },
    observe(listener) {
      listeners.add(listener);
      const latest = slots.at(-1);
      if (latest) listener(latest.value);
      return () => listeners.delete(listener);
    },
    async [Symbol.asyncDispose]() {
      listeners.clear();
      for (const slot of slots.splice(0)) dispose(slot);
      await Promise.all(disposals);
    },
  };
}
