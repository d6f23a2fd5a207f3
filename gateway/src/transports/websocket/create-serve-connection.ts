import { ClientConnection } from './client-connection.ts';
import type { Connection, ServeConnectionOptions } from './connection.ts';
import { createEventFrames } from './create-event-frames.ts';
import { createKeepAlive } from './create-keep-alive.ts';
import type { ServedConnection } from './served-socket.ts';

/** Begins to serve one WebSocket, until it is closed. */
export type ServeConnection = (connection: Connection) => ServedConnection;

/**
 * Speaks graphql-transport-ws (https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md).
 * A `connection_init` without a token is accepted: it is the operation that is refused when its token is bad. An event
 * is written as it is, in the text that all who share its subscription get.
 */
export function createServeConnection(options: ServeConnectionOptions): ServeConnection {
  const common = {
    ...options,
    keepAlive: createKeepAlive(options.keepAliveMs),
    frames: createEventFrames(),
  };
  return (connection) => new ClientConnection(common, connection);
}
