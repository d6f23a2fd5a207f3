import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { rememberByText } from '@headgate/service/remember-by-text.ts';
import type { GraphQLError } from 'graphql';
import type { Documents } from '../../documents/start-documents.ts';
import type { GatewayErrorCode } from '../../errors.ts';
import { timeoutHeader } from '../../execution/subgraph-client/timeout-header.ts';
import { checkValueDepth } from '../../limits/check-value-depth.ts';
import { applyDocuments } from '../apply-documents.ts';
import type { CheckDocument } from '../create-check-document.ts';
import { type AnswerOperationOptions, answerOperation } from './answer-operation.ts';
import { chooseOperationErrorStatus } from './choose-media-type.ts';
import { chooseStreamFormat } from './choose-stream-format.ts';
import { readBody } from './read-body.ts';
import { readHeaders } from './read-headers.ts';
import { carryOperation, readOperation } from './read-operation.ts';
import { sendError, sendErrors } from './send-errors.ts';
import { streamAnswer } from './stream-answer.ts';

export interface HandleGraphQLOptions extends AnswerOperationOptions {
  /** Default: there are no persisted documents. */
  readonly documents?: Documents | undefined;
  readonly maxBodyBytes: number;
  readonly checkDocument: CheckDocument;
  /** How deep variables and extensions may be nested. */
  readonly maxValueDepth: number;
  /** After it what subgraphs still owe is given up: the client gets what there is. */
  readonly timeoutMs: number;
}

/** Answers one request of GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/). */
export type HandleGraphQL = (
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
) => Promise<void>;

export function createHandleGraphQL(options: HandleGraphQLOptions): HandleGraphQL {
  const { service, documents, maxBodyBytes, checkDocument, maxValueDepth, timeoutMs } = options;
  return async (request, response, search) => {
    if (request.method !== 'GET' && request.method !== 'POST') {
      response.setHeader('allow', 'GET, POST');
      sendError(request, response, { code: 'METHOD_NOT_ALLOWED' });
      return;
    }
    using lease = service.enter();
    if (!lease) {
      response.setHeader('retry-after', '1');
      sendError(request, response, { code: 'SUPERGRAPH_NOT_LOADED' });
      return;
    }
    try {
      const body = request.method === 'POST' ? await readBody(request, maxBodyBytes) : undefined;
      const asked = readOperation(body, search);
      const problem =
        checkDocument(readQuery(body, search)) ??
        checkValueDepth([asked?.variables, asked?.extensions], maxValueDepth);
      if (problem) {
        refuse(request, response, problem);
        return;
      }
      const headers = readHeaders(request.headers);
      const availableMs = Math.min(timeoutMs, readTimeout(headers[timeoutHeader]));
      const deadlineMs = Date.now() + availableMs;
      let signal: AbortSignal | undefined;
      const applied = asked && applyDocuments(asked, documents, headers['apollographql-client-name']);
      if (applied?.kind === 'refused') {
        sendError(request, response, {
          code: applied.code,
          cacheControl: 'private, no-cache, must-revalidate',
        });
        return;
      }
      const substituted = applied?.kind === 'substituted' ? applied.operation : undefined;
      const ownProblem = substituted && checkDocument(substituted.query);
      if (ownProblem) {
        refuse(request, response, ownProblem);
        return;
      }
      const carried = substituted ? carryOperation(substituted, body !== undefined) : { body, search };
      const read = {
        headers,
        // Not a getter: an object literal with one gets a hidden class of its own each time, which lives long.
        openSignal: () => {
          signal ??= abortWhenOver(response, deadlineMs - Date.now());
          return signal;
        },
        deadlineMs,
        operation: applied?.operation,
        ...carried,
      };
      await answerOperation({ request, response }, read, options);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      sendError(request, response, { code: error.code as GatewayErrorCode, message: error.message });
    }
  };
}

/** Answers an operation that is not even tried. */
function refuse(request: IncomingMessage, response: ServerResponse, problem: GraphQLError): void {
  const { message, locations, extensions } = problem;
  const errors = [{ message, ...(locations && { locations }), extensions: { code: extensions['code'] } }];
  const { accept } = request.headers;
  const format = chooseStreamFormat(accept);
  if (format?.carriesAnswers) streamAnswer(response, JSON.stringify({ errors }), format);
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

function readQuery(body: unknown, search: string): string {
  const query = body === undefined ? findQuery(search) : (body as { readonly query?: unknown } | null)?.query;
  return typeof query === 'string' ? query : '';
}

const findQuery = rememberByText((search) => new URLSearchParams(search).get('query'), { max: 1_000 });
