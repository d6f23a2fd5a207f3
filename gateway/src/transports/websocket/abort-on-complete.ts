import type { WebSocket as ProtocolSocket } from 'graphql-ws';
import type { Connection } from './connection.ts';

/**
 * Wraps a socket so that a client's `complete` aborts its operation. graphql-ws ends a subscription by itself, but lets
 * a query run for nobody.
 */
export function abortOnComplete(
  socket: ProtocolSocket,
  operations: Connection['operations'],
): ProtocolSocket {
  return {
    ...socket,
    onMessage: (handle) =>
      socket.onMessage((message) => {
        const id = message.includes('"complete"') ? readCompletedId(message) : undefined;
        if (id !== undefined) operations.get(id)?.abort();
        return handle(message);
      }),
  };
}

function readCompletedId(message: string): string | undefined {
  try {
    const { type, id } = JSON.parse(message) as { readonly type?: unknown; readonly id?: unknown };
    return type === 'complete' && typeof id === 'string' ? id : undefined;
  } catch {
    // graphql-ws will say what is wrong with it.
    return undefined;
  }
}
