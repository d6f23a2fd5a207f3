import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeGracefully } from '../../transports/http/close-gracefully.ts';
import type { LiveClients } from '../../transports/live-clients.ts';

export interface DrainOptions {
  readonly clients: LiveClients;
  /** How long it goes on serving, in milliseconds. */
  readonly drainMs: number;
  /** How long requests may take after that. */
  readonly requestTimeoutMs: number;
  readonly onDraining: () => void;
}

/** Returns how to end a server so that nobody is cut off. */
export function drainWhenDisposed(
  server: Server,
  { clients, drainMs, requestTimeoutMs, onDraining }: DrainOptions,
): AsyncDisposable {
  const closing = closeGracefully(server);
  return {
    async [Symbol.asyncDispose]() {
      onDraining();
      // Balancers go on sending requests until they have noticed that it is not ready; nobody balances what does not listen.
      const servingMs = server.listening ? drainMs : 0;
      closing.announce();
      await Promise.all([clients.drain(servingMs), sleep(servingMs)]);
      await closing.close(requestTimeoutMs);
    },
  };
}
