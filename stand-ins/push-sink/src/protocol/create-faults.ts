import { HubError } from './hub-error.ts';

/** Operations that can be made to fail. */
export type FaultyOperation = 'send' | 'installations';

/** What the next requests of an operation meet. */
export interface Fault {
  readonly operation: FaultyOperation;
  /** HTTP status of the refusal, such as 410, 429 or 503. */
  readonly status: number;
  readonly retryAfterSeconds?: number | undefined;
  /** How many requests. */
  readonly times: number;
}

export interface StalledRequests {
  /** Resolves when a request has come and is waiting. */
  readonly reached: Promise<void>;
  /** Lets those that wait, and later ones, go on. */
  release(): void;
}

/** Failures on demand, in the order in which they were asked for. */
export interface Faults {
  add(fault: Fault): void;
  /** Leaves requests of an operation without an answer until they are released. */
  stall(operation: FaultyOperation): StalledRequests;
  /** @throws {HubError} when the request is to fail. */
  meet(operation: FaultyOperation): Promise<void>;
}

export function createFaults(): Faults {
  let faults: Fault[] = [];
  const stalls = new Map<FaultyOperation, { reach: () => void; released: Promise<void> }>();
  return {
    add(fault) {
      faults.push(fault);
    },
    stall(operation) {
      const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
      const { promise: released, resolve } = Promise.withResolvers<void>();
      stalls.set(operation, { reach, released });
      return {
        reached,
        release() {
          stalls.delete(operation);
          resolve();
        },
      };
    },
    async meet(operation) {
      const stall = stalls.get(operation);
      stall?.reach();
      await stall?.released;
      const fault = faults.find((each) => each.operation === operation);
      if (!fault) return;
      faults = faults.flatMap((each) => {
        if (each !== fault) return [each];
        return each.times > 1 ? [{ ...each, times: each.times - 1 }] : [];
      });
      throw new HubError(fault.status, `The request was refused on demand.`, fault.retryAfterSeconds);
    },
  };
}
