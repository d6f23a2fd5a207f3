import { GraphQLError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Authenticate } from '../../auth/create-authenticate.ts';
import { readAuthorization } from '../../auth/read-authorization.ts';
import { createGraphQLError } from '../../errors.ts';
import { type AdmitOperationOptions, admitOperation } from '../../operations/admission/admit-operation.ts';
import { readMembers } from '../../operations/admission/read-members.ts';
import type { RefusedAnswer, SingleAnswer, SubscriptionAnswer } from '../../operations/answer.ts';
import type { FormatError } from '../../operations/errors/format-error.ts';
import type { GraphQLService } from '../../operations/graphql-service.ts';
import type { SignedIn } from '../../ports/signed-in.ts';
import { HeaderMap } from '../../values/header-map.ts';
import { isFailure } from '../../values/is-failure.ts';
import { readConnectionHeaders } from './read-connection-headers.ts';

export interface RunOperationOptions extends AdmitOperationOptions {
  readonly service: GraphQLService;
  readonly authenticate: Authenticate;
  readonly formatError: FormatError;
  /** Runs one operation, and sees how long it takes and whether it fails. */
  readonly trace: (
    run: () => Promise<OperationAnswer>,
    hasFailed: (answer: OperationAnswer) => boolean,
  ) => Promise<OperationAnswer>;
  /** Names, in lower case, of the headers that may come with `connection_init` too. */
  readonly connectionHeaders: readonly string[];
}

export interface OperationOverWebSocket {
  readonly payload: SubscribePayload;
  readonly connectionParams: unknown;
  /** Headers of the handshake, names in lower case. */
  readonly handshake: Readonly<Record<string, string>>;
  /** Where the client is, where somebody wants to know. */
  readonly address: string | undefined;
  /** Who opened the socket, when a cookie told. */
  readonly signedIn?: SignedIn | undefined;
  readonly signal: AbortSignal;
  /** When an answer has to be there, in milliseconds since 1970; a subscription goes on. */
  readonly deadlineMs: number;
}

/** A subscription to be started, one result, or why there is neither. */
export type OperationAnswer =
  | Pick<SubscriptionAnswer, 'kind' | 'subscription'>
  | Pick<SingleAnswer, 'kind' | 'result'>
  | Pick<RefusedAnswer, 'kind' | 'errors'>;

/** Never rejects. */
export type RunOperation = (operation: OperationOverWebSocket) => Promise<OperationAnswer>;

const clientNameHeader = 'apollographql-client-name';
const clientVersionHeader = 'apollographql-client-version';

/** Runs an operation that came over a WebSocket as one that came over HTTP. */
export function createRunOperation(options: RunOperationOptions): RunOperation {
  const { service, authenticate, formatError, connectionHeaders } = options;

  async function run(operation: OperationOverWebSocket): Promise<OperationAnswer> {
    const { payload, connectionParams, handshake, address, signal, deadlineMs } = operation;
    using lease = service.enter();
    if (!lease) throw createGraphQLError('SUPERGRAPH_NOT_LOADED');
    const { extensions: sent } = payload;
    const own = readAuthorization({ extensions: sent, connectionParams, headers: handshake });
    const signedIn = own === undefined ? operation.signedIn : undefined;
    const authorization = own ?? (signedIn ? await signedIn.authorise() : undefined);
    const clientName = readClient(clientNameHeader, connectionParams, handshake);
    const clientVersion = readClient(clientVersionHeader, connectionParams, handshake);
    const admission = admitOperation(readMembers(payload), clientName, options);
    if (admission.kind === 'refused') throw createGraphQLError(admission.code);
    if (admission.kind === 'faulty') throw admission.problem;
    const { query, operationName, variables, extensions } = admission.operation;
    const headers = {
      ...readConnectionHeaders(connectionParams, connectionHeaders),
      ...(clientName !== undefined && { [clientNameHeader]: clientName }),
      ...(clientVersion !== undefined && { [clientVersionHeader]: clientVersion }),
      ...handshake,
      ...(authorization !== undefined && { authorization }),
    };
    const request = {
      // A persisted operation comes with an empty query, since graphql-ws wants one.
      query: query || undefined,
      operationName,
      variables,
      extensions,
      isReadOnly: false,
      http: () => ({
        method: 'POST',
        headers: new HeaderMap(Object.entries(headers)),
        search: '',
        body: undefined,
      }),
    };
    const answer = await service.run(request, async () => ({
      identity: await authenticate({ headers }),
      headers,
      signal,
      deadlineMs,
      takes: { events: true },
      signedIn,
      client: address === undefined ? undefined : { address },
    }));
    if (answer.kind === 'incremental') throw new TypeError('Incremental delivery over WebSocket');
    return answer;
  }

  function fail(error: unknown): OperationAnswer {
    const known = error instanceof GraphQLError ? error : new GraphQLError(String(error), toOriginal(error));
    return { kind: 'refused', errors: [formatError(known.toJSON(), known)] };
  }

  return (operation) => options.trace(() => run(operation).catch(fail), hasFailed);
}

function hasFailed(answer: OperationAnswer): boolean {
  const errors = answer.kind === 'refused' ? answer.errors : 'result' in answer ? answer.result.errors : [];
  return errors?.some(({ extensions }) => isFailure(String(extensions?.['code']))) ?? false;
}

/** As `connection_init` or the handshake tells it. */
function readClient(
  header: string,
  connectionParams: unknown,
  handshake: Readonly<Record<string, string>>,
): string | undefined {
  const params = (connectionParams ?? {}) as Readonly<Record<string, unknown>>;
  const value = params[header] ?? handshake[header];
  return typeof value === 'string' ? value : undefined;
}

function toOriginal(error: unknown): { readonly originalError?: Error } {
  return error instanceof Error ? { originalError: error } : {};
}
