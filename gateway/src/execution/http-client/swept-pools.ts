/** Connections to one server. */
export interface SweptPool {
  readonly isEmpty: boolean;
  /** Closes what is of no use any more. */
  sweep(): void;
  /** Lets answers come that are under way, and keeps no connection. */
  close(): void;
}

/** Pools by what they are for, looked after as long as there are any. */
export class SweptPools<Pool extends SweptPool> implements Disposable {
  readonly #pools = new Map<string, Pool>();
  readonly #sweepMs: number;
  #sweeping: NodeJS.Timeout | undefined;

  constructor(sweepMs = 1_000) {
    this.#sweepMs = sweepMs;
  }

  find(key: string, open: () => Pool): Pool {
    let pool = this.#pools.get(key);
    if (!pool) {
      pool = open();
      this.#pools.set(key, pool);
      this.#sweeping ??= setInterval(() => this.#sweep(), this.#sweepMs).unref();
    }
    return pool;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#sweeping);
    for (const pool of this.#pools.values()) pool.close();
  }

  #sweep(): void {
    for (const [key, pool] of this.#pools) {
      pool.sweep();
      if (pool.isEmpty) this.#pools.delete(key);
    }
    if (this.#pools.size > 0) return;
    clearInterval(this.#sweeping);
    this.#sweeping = undefined;
  }
}
