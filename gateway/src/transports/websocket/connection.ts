import type { IncomingMessage } from 'node:http';

/** What belongs to one socket. */
export interface Connection {
  /** The handshake. */
  readonly request: IncomingMessage;
  /** Aborts the operations that are being answered, by id. */
  readonly operations: Map<string, AbortController>;
  /** Closes the socket of a client that does not take its events. */
  readonly closeTooSlow: () => void;
}
