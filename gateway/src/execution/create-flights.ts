import { getOrInsert } from '../get-or-insert.ts';
import { Cancellation } from './cancellation.ts';

/** One that waits for the result of a flight. */
interface Passenger<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
  readonly signal: AbortSignal | undefined;
  readonly leave: () => void;
  readonly isFirst: boolean;
}

/** Work on its way, and those who still want its result. */
interface Flight<Result> {
  readonly cancellation: Cancellation;
  readonly passengers: Passenger<Result>[];
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
    signal: AbortSignal | undefined,
    begin: (cancellation: Cancellation) => Promise<Result>,
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

  function remove(group: unknown, key: string, flight: Flight<Result>): void {
    const flights = groups.get(group);
    if (flights?.get(key) !== flight) return;
    flights.delete(key);
    if (flights.size === 0) groups.delete(group);
  }

  function takeOff(group: unknown, key: string, begin: (cancellation: Cancellation) => Promise<Result>) {
    const flight: Flight<Result> = { cancellation: new Cancellation(), passengers: [] };
    // One look at the outcome serves all who wait.
    begin(flight.cancellation).then(
      (result) => {
        remove(group, key, flight);
        for (const { resolve, isFirst } of disembark(flight)) resolve(isFirst ? result : forOthers(result));
      },
      (error: unknown) => {
        remove(group, key, flight);
        for (const { reject } of disembark(flight)) reject(error);
      },
    );
    getOrInsert(groups, group, () => new Map()).set(key, flight);
    return flight;
  }

  return {
    join(group, key, signal, begin) {
      const known = groups.get(group)?.get(key);
      if (known) onShared();
      const flight = known ?? takeOff(group, key, begin);
      return new Promise((resolve, reject) => {
        const leave = () => {
          const { cancellation, passengers } = flight;
          const isLast = passengers.length === 1;
          if (!isLast || !awaitsCancelled) {
            passengers.splice(passengers.indexOf(passenger), 1);
            reject(signal?.reason);
          }
          if (!isLast) return;
          // A cancelled flight is no good for those who come later.
          remove(group, key, flight);
          cancellation.cancel(signal?.reason);
        };
        const passenger = { resolve, reject, signal, leave, isFirst: known === undefined };
        flight.passengers.push(passenger);
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
  };
}

function disembark<Result>({ passengers }: Flight<Result>): readonly Passenger<Result>[] {
  for (const { signal, leave } of passengers) signal?.removeEventListener('abort', leave);
  return passengers;
}
