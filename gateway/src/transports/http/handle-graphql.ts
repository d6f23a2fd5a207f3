import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServiceError } from '@headgate/service/define-errors.ts';
import type { GraphQLError } from 'graphql';
import { gatewayErrors, readError } from '../../errors.ts';
import { timeoutHeader } from '../../execution/subgraph-client/timeout-header.ts';
import { type AdmitOperationOptions, admitOperation } from '../../operations/admission/admit-operation.ts';
import { readMembers } from '../../operations/admission/read-members.ts';
import type { ClientSide } from '../../operations/operation-context.ts';
import type { AdmitSignedIn } from '../../ports/signed-in.ts';
import type { ReadAddress } from '../create-read-address.ts';
import { type AnswerBatchOptions, answerBatch } from './answer-batch.ts';
import { type AnswerOperationOptions, answerOperation } from './answer-operation.ts';
import { chooseDelivery } from './reading/choose-delivery.ts';
import { chooseOperationErrorStatus } from './reading/choose-media-type.ts';
import { findRepeatedHeader } from './reading/find-repeated-header.ts';
import { isPreflighted } from './reading/is-preflighted.ts';
import { leaveContinuedTrace } from './reading/leave-continued-trace.ts';
import { readBody } from './reading/read-body.ts';
import { readHeaders } from './reading/read-headers.ts';
import { readParameters } from './reading/read-parameters.ts';
import { sendError, sendErrors } from './writing/send-errors.ts';
import { streamAnswer } from './writing/stream-answer.ts';

export interface HandleGraphQLOptions
  extends AnswerOperationOptions,
    AdmitOperationOptions,
    AnswerBatchOptions {
  readonly maxBodyBytes: number;
  /** Names, in lower case, of headers of which one tells that a page of another site did not send the request. */
  readonly preflightHeaders: readonly string[];
  /** After it what subgraphs still owe is given up: the client gets what there is. */
  readonly timeoutMs: number;
  /** Finds out who is signed in by a cookie; default: nobody is. */
  readonly admitSignedIn?: AdmitSignedIn | undefined;
  /** Default: nobody wants to know where clients are. */
  readonly readAddress?: ReadAddress | undefined;
}

/** Answers one request of GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/). */
export type HandleGraphQL = (
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
) => Promise<void>;

export function createHandleGraphQL(options: HandleGraphQLOptions): HandleGraphQL {
  const { service, maxBodyBytes, preflightHeaders, timeoutMs, readAddress } = options;

  async function answer(request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
    const isPost = request.method === 'POST';
    const signedIn = await options.admitSignedIn?.(request.headers);
    const headers = leaveContinuedTrace(readHeaders(request.headers));
    const repeated = findRepeatedHeader(request.rawHeaders);
    if (repeated) {
      const message = `The header "${repeated}" comes more than once.`;
      throw gatewayErrors.create('BAD_REQUEST', { message });
    }
    // A body is taken as JSON alone, which no page of another site may send without asking.
    if (!isPost && !isPreflighted(headers, preflightHeaders)) throw refusePreflight(preflightHeaders);
    const body = isPost ? await readBody(request, maxBodyBytes) : undefined;
    const deadlineMs = Date.now() + Math.min(timeoutMs, readTimeout(headers[timeoutHeader]));
    let signal: AbortSignal | undefined;
    const asking = {
      headers,
      isPost,
      signedIn,
      // Not a getter: an object literal with one gets a hidden class of its own each time, which lives long.
      openSignal: () => {
        signal ??= abortWhenOver(response, deadlineMs - Date.now());
        return signal;
      },
      deadlineMs,
      client: readAddress && describeClient(request, response, readAddress),
    };
    if (Array.isArray(body)) {
      await answerBatch({ request, response }, { ...asking, batch: body }, options);
      return;
    }
    const asked = isPost ? readMembers(body) : readParameters(search);
    const admission = admitOperation(asked, headers['apollographql-client-name'], options);
    if (admission.kind === 'faulty') refuse(request, response, admission.problem);
    else if (admission.kind === 'refused') {
      const cacheControl = 'private, no-cache, must-revalidate';
      sendError(request, response, { code: admission.code, cacheControl });
    } else {
      const delivery = chooseDelivery(headers['accept']);
      const { operation } = admission;
      await answerOperation({ request, response }, { ...asking, operation, delivery }, options);
    }
  }

  function tellRefused(code: string, { headers }: IncomingMessage): void {
    options.onRefused?.(code, readHeaders(headers)['apollographql-client-name']);
  }

  return async (request, response, search) => {
    const { method } = request;
    if (method !== 'GET' && method !== 'POST' && method !== 'HEAD') {
      response.setHeader('allow', 'GET, POST');
      const message = `GraphQL is served by GET and POST only.${method === 'PUT' || method === 'DELETE' ? singleConnection : ''}`;
      sendError(request, response, { code: 'METHOD_NOT_ALLOWED', message });
      return;
    }
    using lease = service.enter();
    if (!lease) {
      response.setHeader('retry-after', '1');
      tellRefused('SUPERGRAPH_NOT_LOADED', request);
      sendError(request, response, { code: 'SUPERGRAPH_NOT_LOADED' });
      return;
    }
    try {
      await answer(request, response, search);
    } catch (error) {
      const known = readError(error);
      if (!known || response.headersSent) throw error;
      tellRefused(known.code, request);
      sendError(request, response, known);
    }
  };
}

/** It binds a client to one process: https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverSSE.md. */
const singleConnection =
  ' Server-sent events come over distinct connections, not over a single one: leave singleConnection out.';

function describeClient(
  request: IncomingMessage,
  response: ServerResponse,
  readAddress: ReadAddress,
): ClientSide {
  return {
    address: readAddress(request),
    setHeader(name, value) {
      // An answer that was kept may be made anew after the client has it.
      if (!response.headersSent) response.setHeader(name, value);
    },
  };
}

function refusePreflight(headerNames: readonly string[]): ServiceError {
  const names = headerNames.join(', ');
  return gatewayErrors.create('BAD_REQUEST', {
    message: `A page of any site could send this request. Add one of these headers, with any value: ${names}; or "content-type: application/json".`,
  });
}

/** Answers an operation that is not even tried. */
function refuse(request: IncomingMessage, response: ServerResponse, problem: GraphQLError): void {
  const { message, locations, extensions } = problem;
  const errors = [{ message, ...(locations && { locations }), extensions: { code: extensions['code'] } }];
  const { accept } = request.headers;
  const { stream, mediaType } = chooseDelivery(accept);
  if (!mediaType && stream?.carriesAnswers)
    streamAnswer(response, Buffer.from(JSON.stringify({ errors })), stream);
  else sendErrors(request, response, { status: chooseOperationErrorStatus(accept), errors });
}

/** Signals that the client has gone before it had its answer, or has waited long enough. */
function abortWhenOver(response: ServerResponse, timeoutMs: number): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed) controller.abort();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** What the client, or a proxy before us, allows. */
function readTimeout(value: string | undefined): number {
  return value !== undefined && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : Infinity;
}
