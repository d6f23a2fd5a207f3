import { gatewayErrors } from '../errors.ts';

/** Work that several callers wait for together. */
export interface Flights<Outcome> {
  /**
   * Joins the work of this key that is under way, or starts it. When the signal of one caller is aborted, that caller
   * leaves with `SUBREQUEST_CANCELLED`; the last one aborts the work and gets what becomes of it.
   */
  join(
    key: string,
    signal: AbortSignal,
    start: (signal: AbortSignal) => Promise<Outcome>,
  ): Promise<{ readonly outcome: Outcome; readonly isLeader: boolean }>;
}

interface Flight<Outcome> {
  readonly outcome: Promise<Outcome>;
  readonly controller: AbortController;
  waiting: number;
}

export function createFlights<Outcome>(): Flights<Outcome> {
  const flights = new Map<string, Flight<Outcome>>();

  function forget(key: string, flight: Flight<Outcome>): void {
    if (flights.get(key) === flight) flights.delete(key);
  }

  return {
    join(key, signal, start) {
      let flight = flights.get(key);
      const isLeader = flight === undefined;
      if (flight === undefined) {
        const controller = new AbortController();
        const started: Flight<Outcome> = { outcome: start(controller.signal), controller, waiting: 0 };
        const land = () => forget(key, started);
        started.outcome.then(land, land);
        flights.set(key, started);
        flight = started;
      }
      const joined = flight;
      joined.waiting += 1;
      return new Promise((resolve, reject) => {
        const leave = () => {
          joined.waiting -= 1;
          if (joined.waiting > 0) {
            reject(gatewayErrors.create('SUBREQUEST_CANCELLED'));
            return;
          }
          forget(key, joined);
          joined.controller.abort(signal.reason);
        };
        signal.addEventListener('abort', leave, { once: true });
        joined.outcome
          .then((outcome) => resolve({ outcome, isLeader }), reject)
          .finally(() => signal.removeEventListener('abort', leave));
      });
    },
  };
}
