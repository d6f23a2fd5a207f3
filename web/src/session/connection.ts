import { now } from '@headgate/clients/clock.ts';
import { useSyncExternalStore } from 'react';

/** How it stands with the server. */
export interface Connection {
  readonly isAway: boolean;
  /** When something was heard the last time, in milliseconds since 1970. */
  readonly heardAt: number | undefined;
}

let connection: Connection = { isAway: false, heardAt: undefined };
const listeners = new Set<() => void>();

function change(next: Connection): void {
  const isNews = next.isAway !== connection.isAway;
  connection = isNews ? next : { ...connection, heardAt: next.heardAt };
  if (isNews) for (const listener of listeners) listener();
}

/** Says that the server was heard, now or when what is shown was kept. */
export const markHeard = (at = now()) => change({ isAway: false, heardAt: at });

/** Says that the server could not be reached. */
export const markAway = () => change({ ...connection, isAway: true });

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How it stands with the server, now and whenever that changes. */
export const useConnection = () => useSyncExternalStore(subscribe, () => connection);
