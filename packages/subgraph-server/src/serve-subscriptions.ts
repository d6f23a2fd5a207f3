import type { Server } from 'node:http';
import { authenticate } from '@headgate/identity/authenticate.ts';
import type { TokenVerifier } from '@headgate/identity/create-token-verifier.ts';
import type { Identity } from '@headgate/identity/identity.ts';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

export interface SubscriptionServerOptions<Context> {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  readonly path: string;
  readonly verifyToken: TokenVerifier;
  readonly createContext: (identity: Identity | null) => Context;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

/**
 * Serves subscriptions by graphql-transport-ws (https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md).
 * The access token comes as `authorization` in the payload of `connection_init`, or in an operation's `extensions.headers`,
 * so that one socket can carry the operations of several users.
 */
export function serveSubscriptions<Context extends object>(
  options: SubscriptionServerOptions<Context>,
): AsyncDisposable {
  const { formatError: format } = options;
  const sockets = new WebSocketServer({ server: options.server, path: options.path, maxPayload: 1_000_000 });
  const handle = useServer(
    {
      schema: options.schema,
      context: async ({ connectionParams }, _id, payload) =>
        options.createContext(
          await authenticate(readAuthorization(payload.extensions, connectionParams), options.verifyToken),
        ),
      onError: (_context, _id, _payload, errors) => errors.map((error) => format(error.toJSON(), error)),
      onNext: (_context, _id, _payload, _args, { errors, data, extensions }) => {
        if (!errors) return;
        const formatted = errors.map((error) => format(error as GraphQLFormattedError, error));
        return { ...(data !== undefined && { data }), ...(extensions && { extensions }), errors: formatted };
      },
    },
    sockets,
    12_000,
  );
  return {
    async [Symbol.asyncDispose]() {
      await handle.dispose();
      sockets.close();
    },
  };
}

function readAuthorization(extensions: unknown, connectionParams: unknown): string | undefined {
  const headers = (extensions as { headers?: Record<string, unknown> } | undefined)?.headers;
  const params = connectionParams as Record<string, unknown> | undefined;
  const value = headers?.['authorization'] ?? params?.['authorization'] ?? params?.['Authorization'];
  return typeof value === 'string' ? value : undefined;
}
