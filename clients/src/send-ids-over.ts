import type { Client } from 'graphql-ws';
import { requireDocumentId } from './require-document-id.ts';

/** The same socket, which sends ids of operations in the place of their texts: Apollo's link always gives it the text. */
export function sendIdsOver(socket: Client): Client {
  return {
    ...socket,
    subscribe: (payload, sink) => {
      const persistedQuery = { version: 1, sha256Hash: requireDocumentId(payload.operationName) };
      return socket.subscribe(
        { ...payload, query: '', extensions: { ...payload.extensions, persistedQuery } },
        sink,
      );
    },
  };
}
