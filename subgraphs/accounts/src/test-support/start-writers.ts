import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '../database/connect-database.ts';

export interface Writers {
  /** Resolves when so many more writes have been acknowledged. */
  acknowledged(count: number): Promise<void>;
  /** Resolves at the next write that fails. */
  failed(): Promise<void>;
  /** Ends them; answers the ids of all rows whose writing was acknowledged, and the codes of what failed. */
  stop(): Promise<{ acknowledged: string[]; codes: Set<string> }>;
}

/** Writes rows, each writer one after the other, whatever happens to the server. */
export function startWriters(database: Database, count: number): Writers {
  const acknowledged: string[] = [];
  const codes = new Set<string>();
  const listeners = new Set<(outcome: 'acknowledged' | 'failed') => void>();
  let running = true;
  let next = 0;

  function tell(outcome: 'acknowledged' | 'failed'): void {
    for (const listener of listeners) listener(outcome);
  }

  async function write(): Promise<void> {
    while (running) {
      next += 1;
      const id = `w${next}`;
      try {
        // As mutations do it, half of them: what a failure leaves of a transaction is another matter than of a statement.
        const data = { id, email: `${id}@example.com`, displayName: id };
        if (next % 2) await database.user.create({ data });
        else await database.$transaction((transaction) => transaction.user.create({ data }));
        acknowledged.push(id);
        tell('acknowledged');
      } catch (error) {
        codes.add((error as { code?: string }).code ?? String(error));
        tell('failed');
      }
      await turn();
    }
  }

  const writing = Promise.all(Array.from({ length: count }, write));
  const hear = (wanted: 'acknowledged' | 'failed', times: number) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let left = times;
    const listener = (outcome: string) => {
      if (outcome !== wanted) return;
      left -= 1;
      if (left > 0) return;
      listeners.delete(listener);
      resolve();
    };
    listeners.add(listener);
    return promise;
  };
  return {
    acknowledged: (times) => hear('acknowledged', times),
    failed: () => hear('failed', 1),
    async stop() {
      running = false;
      await writing;
      return { acknowledged, codes };
    },
  };
}
