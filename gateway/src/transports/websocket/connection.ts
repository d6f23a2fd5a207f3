import type { Socket } from 'node:net';
import type { SignedIn } from '../../ports/signed-in.ts';
import type { LiveClients } from '../live-clients.ts';
import type { RunOperation } from './run-operation.ts';
import type { ServedSocket } from './served-socket.ts';

export interface Connection {
  readonly socket: ServedSocket;
  /** What the WebSocket writes to. Nothing is compressed, so that frames written here come between its own. */
  readonly stream: Socket;
  /** Headers of the handshake, names in lower case. */
  readonly handshake: Readonly<Record<string, string>>;
  /** Where the client is, where somebody wants to know. */
  readonly address: string | undefined;
  /** Who opened it, when a cookie told. */
  readonly signedIn?: SignedIn | undefined;
}

export interface ServeConnectionOptions {
  readonly runOperation: RunOperation;
  readonly connectionInitTimeoutMs: number;
  readonly maxOperationsPerConnection: number;
  /** After it what subgraphs still owe a query or a mutation is given up: the client gets what there is. */
  readonly operationTimeoutMs: number;
  /** How many messages may be written that a client has not taken. */
  readonly maxWaitingEvents: number;
  /** How often a client is pinged; one that does not answer before the next ping is cut off. */
  readonly keepAliveMs: number;
  readonly clients: LiveClients;
  readonly logger: { error(details: object, message: string): void };
}
