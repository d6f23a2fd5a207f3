import type { IncomingMessage } from 'node:http';
import { HeaderMap } from '@apollo/server';
import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError, GraphQLSchema, parse } from 'graphql';
import { type Context, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import type { Authenticate } from '../../auth/create-authenticate.ts';
import { readAuthorization } from '../../auth/read-authorization.ts';
import { gatewayErrors } from '../../errors.ts';
import { checkNesting } from '../../limits/check-nesting.ts';
import { SubscriptionError } from '../../subscriptions/subscription-error.ts';
import { FinalError } from '../final-error.ts';
import type { FormatError } from '../format-error.ts';
import type { GraphQLService } from '../graphql-service.ts';
import { readHeaders } from '../http/read-headers.ts';
import type { OperationContext, Subscriber } from '../operation-context.ts';

/** What belongs to one socket. */
export interface Connection {
  readonly request: IncomingMessage;
  /** Aborted when the socket has closed. */
  readonly closed: AbortSignal;
  /** Closes the socket of a client that does not take its events. */
  readonly closeTooSlow: () => void;
}

export interface ProtocolOptions {
  readonly service: GraphQLService;
  readonly authenticate: Authenticate;
  readonly formatError: FormatError;
  readonly connectionInitTimeoutMs: number;
  readonly maxOperationsPerConnection: number;
  /** How deep brackets may be nested in a document. */
  readonly maxNesting: number;
}

type Answer = AsyncIterableIterator<object> | object;

// graphql-ws wants to know the operation to tell a subscription from a query. Apollo Server's pipeline finds that out
// (the document may be a persisted one), so graphql-ws is handed this stand-in and whatever answer there is.
const standIn = { schema: new GraphQLSchema({}), document: parse('{ __typename }') };

/**
 * Speaks graphql-transport-ws (https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md).
 * Every operation goes through Apollo Server, as over HTTP. A `connection_init` without a token is accepted: it is the
 * operation that is refused when its token is bad.
 */
export function createProtocol(options: ProtocolOptions): Server<Connection> {
  const { service, authenticate, formatError } = options;

  async function run(
    { extra, connectionParams }: Context<Record<string, unknown>, Connection>,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    using lease = service.enter();
    if (!lease) throw gatewayErrors.create('SUPERGRAPH_NOT_LOADED');
    const tooDeep = checkNesting(payload.query ?? '', options.maxNesting);
    if (tooDeep) throw tooDeep;
    const handshake = readHeaders(extra.request.headers);
    const authorization = readAuthorization({
      extensions: payload.extensions,
      connectionParams,
      headers: handshake,
    });
    const headers = { ...handshake, ...(authorization !== undefined && { authorization }) };
    const subscriber: Subscriber = { onTooSlow: extra.closeTooSlow };
    const contextValue: OperationContext = {
      identity: await authenticate(authorization),
      headers,
      signal: extra.closed,
      subscriber,
    };
    const { body } = await service.apollo.executeOperation(
      {
        // A persisted operation comes with an empty query, since graphql-ws wants one.
        ...(payload.query && { query: payload.query }),
        ...(payload.operationName && { operationName: payload.operationName }),
        ...(payload.variables && { variables: payload.variables }),
        ...(payload.extensions && { extensions: payload.extensions }),
        http: {
          method: 'POST',
          headers: new HeaderMap(Object.entries(headers)),
          search: '',
          body: undefined,
        },
      },
      { contextValue },
    );
    if (body.kind !== 'single') throw new TypeError('Incremental delivery over WebSocket');
    const { data, errors } = body.singleResult;
    if (data === undefined && errors) return errors.map((error) => new FinalError(error));
    return answerWith(subscriber.events ?? body.singleResult);
  }

  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: options.connectionInitTimeoutMs,
    onSubscribe: async (context, _id, payload) => {
      if (Object.keys(context.subscriptions).length > options.maxOperationsPerConnection) {
        const { message } = gatewayErrors.table.SUBSCRIPTION_LIMIT_EXCEEDED;
        return [new FinalError({ message, extensions: { code: 'SUBSCRIPTION_LIMIT_EXCEEDED' } })];
      }
      return run(context, payload).catch((error: unknown) => describe(error, formatError));
    },
    execute: ({ rootValue }) => rootValue as never,
    onNext: (_context, _id, _payload, _args, result) => result as never,
    onError: (_context, _id, _payload, errors) =>
      errors.flatMap((error) => {
        const { originalError } = error;
        if (originalError instanceof SubscriptionError) return originalError.errors;
        return formatError(error.toJSON(), error);
      }),
  });
}

function answerWith(rootValue: Answer): ExecutionArgs {
  return { ...standIn, rootValue };
}

function describe(error: unknown, formatError: FormatError): readonly GraphQLError[] {
  const known =
    error instanceof GraphQLError
      ? error
      : new GraphQLError(error instanceof Error ? error.message : String(error), {
          ...(error instanceof Error && { originalError: error }),
        });
  const formatted: GraphQLFormattedError = formatError(known.toJSON(), known);
  return [new FinalError(formatted)];
}
