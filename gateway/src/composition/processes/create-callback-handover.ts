import { gatewayErrors } from '../../errors.ts';
import type { Callback } from '../../subscriptions/callback/parse-callback.ts';
import type { ToProcess } from './process-messages.ts';

/** Hands callbacks to the processes whose subscriptions they are for. */
export interface CallbackHandover {
  /**
   * Says whether the process that the id begins with has the subscription.
   * @throws ServiceError `SERVICE_UNAVAILABLE` when it does not answer, so that the subgraph tries again
   */
  hand(callback: Callback): Promise<boolean>;
  /** A process has answered. */
  settle(ask: number, isTaken: boolean): void;
  /** A process has ended, and its subscriptions with it. */
  end(pid: number): void;
}

export interface CallbackHandoverOptions {
  /** Tells a process, and says whether it is there to hear. */
  readonly tell: (pid: number, message: ToProcess) => boolean;
  readonly patienceMs: number;
}

interface Asked {
  readonly pid: number;
  settle(isTaken: boolean): void;
}

export function createCallbackHandover({ tell, patienceMs }: CallbackHandoverOptions): CallbackHandover {
  const waiting = new Map<number, Asked>();
  let asked = 0;
  return {
    async hand(callback) {
      const pid = Number.parseInt(callback.id, 10);
      asked += 1;
      const ask = asked;
      const { promise, resolve, reject } = Promise.withResolvers<boolean>();
      const deadline = setTimeout(() => {
        const message = 'The process that has the subscription does not answer.';
        reject(gatewayErrors.create('SERVICE_UNAVAILABLE', { message }));
      }, patienceMs);
      waiting.set(ask, { pid, settle: resolve });
      if (!tell(pid, { kind: 'callback', ask, text: callback.text })) resolve(false);
      try {
        return await promise;
      } finally {
        clearTimeout(deadline);
        waiting.delete(ask);
      }
    },
    settle: (ask, isTaken) => waiting.get(ask)?.settle(isTaken),
    end(pid) {
      for (const each of waiting.values()) if (each.pid === pid) each.settle(false);
    },
  };
}
