import { getOrInsert } from '../get-or-insert.ts';

/** Work on its way, and how many still want its result. */
interface Flight<Result> {
  readonly result: Promise<Result>;
  readonly controller: AbortController;
  waiting: number;
}

/** Work that overlaps in time and is done once for all who want it. */
export interface Flights<Result> {
  /**
   * Waits for the work under a key of a group, beginning it when it is not under way. Rejects with the reason of the
   * signal when that is aborted first; the work is cancelled when the last who waits for it goes.
   */
  join(
    group: unknown,
    key: string,
    signal: AbortSignal,
    begin: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
}

export interface FlightsOptions<Result> {
  /** Called for each that joins work which has begun. */
  readonly onShared: () => void;
  /** Whether the last to go still gets what cancelled work comes up with, instead of a rejection. */
  readonly awaitsCancelled: boolean;
  /** What those get who join work which has begun. */
  readonly forOthers: (result: Result) => Result;
}

/** Creates an empty set of flights. */
export function createFlights<Result>({
  onShared,
  awaitsCancelled,
  forOthers,
}: FlightsOptions<Result>): Flights<Result> {
  // Two steps, since joining a long key with what else tells work apart would copy it.
  const groups = new Map<unknown, Map<string, Flight<Result>>>();

  function takeOff(group: unknown, key: string, begin: (signal: AbortSignal) => Promise<Result>) {
    const controller = new AbortController();
    const result = begin(controller.signal);
    const flight: Flight<Result> = { result, controller, waiting: 0 };
    const land = () => remove(group, key, flight);
    result.then(land, land);
    getOrInsert(groups, group, () => new Map()).set(key, flight);
    return flight;
  }

  function remove(group: unknown, key: string, flight: Flight<Result>): void {
    const flights = groups.get(group);
    if (flights?.get(key) !== flight) return;
    flights.delete(key);
    if (flights.size === 0) groups.delete(group);
  }

  return {
    join(group, key, signal, begin) {
      const known = groups.get(group)?.get(key);
      if (known) onShared();
      const flight = known ?? takeOff(group, key, begin);
      flight.waiting += 1;
      return new Promise((resolve, reject) => {
        const leave = () => {
          flight.waiting -= 1;
          if (flight.waiting === 0) {
            // A cancelled flight is no good for those who come later.
            remove(group, key, flight);
            flight.controller.abort(signal.reason);
            if (awaitsCancelled) return;
          }
          reject(signal.reason);
        };
        signal.addEventListener('abort', leave, { once: true });
        const settle = () => signal.removeEventListener('abort', leave);
        flight.result.then(
          (result) => {
            settle();
            resolve(known ? forOthers(result) : result);
          },
          (error: unknown) => {
            settle();
            reject(error);
          },
        );
      });
    },
  };
}
