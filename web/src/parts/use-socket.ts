import type { Client } from 'graphql-ws';
import { createContext, useContext } from 'react';

export const Sockets = createContext<Client | undefined>(undefined);

/** The socket of subscriptions. */
export function useSocket(): Client {
  const socket = useContext(Sockets);
  if (!socket) throw new Error('There is no socket here');
  return socket;
}
