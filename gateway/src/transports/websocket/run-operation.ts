import { HeaderMap } from '@apollo/server';
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Authenticate } from '../../auth/create-authenticate.ts';
import { readAuthorization } from '../../auth/read-authorization.ts';
import type { Documents } from '../../documents/start-documents.ts';
import { createGraphQLError } from '../../errors.ts';
import { checkValueDepth } from '../../limits/check-value-depth.ts';
import type { ReadySubscription } from '../../subscriptions/ready-subscription.ts';
import { applyDocuments } from '../apply-documents.ts';
import type { CheckDocument } from '../create-check-document.ts';
import type { FormatError } from '../format-error.ts';
import type { GraphQLService } from '../graphql-service.ts';
import { leaveOnFailure } from '../leave-on-failure.ts';
import type { Subscriber } from '../operation-context.ts';

export interface RunOperationOptions {
  readonly service: GraphQLService;
  readonly authenticate: Authenticate;
  readonly formatError: FormatError;
  /** Runs one operation, and sees how long it takes and whether it fails. */
  readonly trace: (
    run: () => Promise<OperationAnswer>,
    hasFailed: (answer: OperationAnswer) => boolean,
  ) => Promise<OperationAnswer>;
  readonly checkDocument: CheckDocument;
  /** How deep variables and extensions may be nested. */
  readonly maxValueDepth: number;
  /** Default: there are no persisted documents. */
  readonly documents?: Documents | undefined;
}

export interface OperationOverWebSocket {
  readonly payload: SubscribePayload;
  readonly connectionParams: unknown;
  /** Headers of the handshake, names in lower case. */
  readonly handshake: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** When an answer has to be there, in milliseconds since 1970; a subscription goes on. */
  readonly deadlineMs: number;
}

/** A subscription to be started, one result, or why there is neither. */
export type OperationAnswer =
  | { readonly kind: 'subscription'; readonly subscription: ReadySubscription }
  | { readonly kind: 'result'; readonly result: FormattedExecutionResult }
  | { readonly kind: 'errors'; readonly errors: readonly GraphQLFormattedError[] };

/** Never rejects. */
export type RunOperation = (operation: OperationOverWebSocket) => Promise<OperationAnswer>;

const clientNameHeader = 'apollographql-client-name';

/** Runs an operation that came over a WebSocket through Apollo Server, as one that came over HTTP. */
export function createRunOperation(options: RunOperationOptions): RunOperation {
  const { service, authenticate, formatError, checkDocument, maxValueDepth, documents } = options;

  async function run(operation: OperationOverWebSocket): Promise<OperationAnswer> {
    const { payload, connectionParams, handshake, signal, deadlineMs } = operation;
    using lease = service.enter();
    if (!lease) throw createGraphQLError('SUPERGRAPH_NOT_LOADED');
    const problem =
      checkDocument(payload.query ?? '') ??
      checkValueDepth([payload.variables, payload.extensions], maxValueDepth);
    if (problem) throw problem;
    const { extensions: sent } = payload;
    const authorization = readAuthorization({ extensions: sent, connectionParams, headers: handshake });
    const applied = applyDocuments(payload, documents, readClientName(connectionParams, handshake));
    if (applied.kind === 'refused') throw createGraphQLError(applied.code);
    const { query, operationName, variables, extensions } = applied.operation as SubscribePayload;
    const ownProblem = applied.kind === 'substituted' && checkDocument(applied.operation.query);
    if (ownProblem) throw ownProblem;
    const headers = { ...handshake, ...(authorization !== undefined && { authorization }) };
    const subscriber: Subscriber = {};
    const { body } = await leaveOnFailure(
      subscriber,
      service.apollo.executeOperation(
        {
          // A persisted operation comes with an empty query, since graphql-ws wants one.
          ...(query && { query }),
          ...(operationName && { operationName }),
          ...(variables && { variables }),
          ...(extensions && { extensions }),
          http: {
            method: 'POST',
            headers: new HeaderMap(Object.entries(headers)),
            search: '',
            body: undefined,
          },
        },
        {
          contextValue: {
            identity: await authenticate(authorization),
            headers,
            signal,
            deadlineMs,
            subscriber,
          },
        },
      ),
    );
    if (body.kind !== 'single') throw new TypeError('Incremental delivery over WebSocket');
    const { data, errors } = body.singleResult;
    const { subscription } = subscriber;
    if (errors && (subscription || data === undefined)) {
      // A plugin may still refuse a subscription that could run.
      subscription?.[Symbol.dispose]();
      return { kind: 'errors', errors };
    }
    return subscription
      ? { kind: 'subscription', subscription }
      : { kind: 'result', result: body.singleResult };
  }

  function fail(error: unknown): OperationAnswer {
    const known = error instanceof GraphQLError ? error : new GraphQLError(String(error), toOriginal(error));
    return { kind: 'errors', errors: [formatError(known.toJSON(), known)] };
  }

  return (operation) => options.trace(() => run(operation).catch(fail), hasErrors);
}

function hasErrors(answer: OperationAnswer): boolean {
  return answer.kind === 'errors' || (answer.kind === 'result' && answer.result.errors !== undefined);
}

/** As `connection_init` or the handshake tells it. */
function readClientName(
  connectionParams: unknown,
  handshake: Readonly<Record<string, string>>,
): string | undefined {
  const params = (connectionParams ?? {}) as Readonly<Record<string, unknown>>;
  const name = params[clientNameHeader] ?? handshake[clientNameHeader];
  return typeof name === 'string' ? name : undefined;
}

function toOriginal(error: unknown): { readonly originalError?: Error } {
  return error instanceof Error ? { originalError: error } : {};
}
