import type { Server } from 'node:http';
import { authenticate } from '@headgate/identity/authenticate.ts';
import type { TokenVerifier } from '@headgate/identity/create-token-verifier.ts';
import type { Identity } from '@headgate/identity/identity.ts';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { type Callers, createCallers } from './create-callers.ts';
import { takeEventTrace } from './event-traces.ts';
import { prepareOperation } from './prepare-operation.ts';

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
 * so that one socket can carry the operations of several users. A newer token of a caller prolongs what they have open there.
 */
export function serveSubscriptions<Context extends object>(
  options: SubscriptionServerOptions<Context>,
): AsyncDisposable {
  const { formatError: format } = options;
  const sockets = new WebSocketServer({ server: options.server, path: options.path, maxPayload: 1_000_000 });
  const callersOf = new WeakMap<object, Callers>();
  const handle = useServer(
    {
      onSubscribe: ({ connectionParams, extra }, _id, payload) =>
        prepareOperation(options.schema, payload, async () => {
          const authorization = readAuthorization(payload.extensions, connectionParams);
          const identity = await authenticate(authorization, options.verifyToken);
          const callers = getOrInsert(callersOf, extra.socket);
          return options.createContext(identity && callers.recognise(identity));
        }),
      onError: (_context, _id, _payload, errors) => errors.map((error) => format(error.toJSON(), error)),
      onNext: (_context, _id, _payload, { contextValue }, { errors, data, extensions: own }) => {
        const trace = takeEventTrace(contextValue);
        if (!errors && !trace) return;
        const formatted = errors?.map((error) => format(error as GraphQLFormattedError, error));
        const extensions = (own || trace) && { ...own, ...trace };
        return {
          ...(data !== undefined && { data }),
          ...(extensions && { extensions }),
          ...(formatted && { errors: formatted }),
        };
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

function getOrInsert(callersOf: WeakMap<object, Callers>, socket: object): Callers {
  const callers = callersOf.get(socket) ?? createCallers();
  callersOf.set(socket, callers);
  return callers;
}

function readAuthorization(extensions: unknown, connectionParams: unknown): string | undefined {
  const headers = (extensions as { headers?: Record<string, unknown> } | undefined)?.headers;
  const params = connectionParams as Record<string, unknown> | undefined;
  const value = headers?.['authorization'] ?? params?.['authorization'] ?? params?.['Authorization'];
  return typeof value === 'string' ? value : undefined;
}
