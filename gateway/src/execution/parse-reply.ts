import { gatewayErrors } from '../errors.ts';
import { type DataObject, isDataObject, type PathElement } from './response-data.ts';
import type { SubgraphHttpResponse } from './subgraph-client/send-subgraph-request.ts';

/** An error as a subgraph sent it, checked for its types. */
export interface ReplyError {
  readonly message: string;
  readonly path: readonly PathElement[] | undefined;
  readonly extensions: DataObject;
}

/** A well-formed GraphQL response. */
export interface SubgraphReply {
  /** Emptied by who takes it over, as the text before it. */
  data: DataObject | null;
  readonly errors: readonly ReplyError[];
  readonly extensions?: DataObject;
  /** Names in lower case. */
  readonly headers?: SubgraphHttpResponse['headers'];
}

const noErrors: readonly ReplyError[] = [];

/**
 * Takes a GraphQL response out of an HTTP response. One that explains itself with errors is accepted under any status.
 * @throws ServiceError `SUBREQUEST_HTTP_ERROR` or `SUBREQUEST_MALFORMED_RESPONSE`
 */
export function parseReply(response: SubgraphHttpResponse): SubgraphReply {
  const { status, body, headers } = response;
  response.body = '';
  const isSuccess = status >= 200 && status < 300;
  const reply = readReply(parseJson(body));
  if (!isSuccess && !reply?.errors.length) {
    throw gatewayErrors.create('SUBREQUEST_HTTP_ERROR', { cause: new Error(`HTTP status ${status}`) });
  }
  if (reply === undefined) throw gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE');
  return headers === undefined ? reply : { ...reply, headers };
}

/** Checks the shape of a GraphQL response; undefined when it is none. */
export function readReply(value: unknown): SubgraphReply | undefined {
  if (!isDataObject(value)) return undefined;
  const { data, errors, extensions } = value as {
    readonly data?: unknown;
    readonly errors?: unknown;
    readonly extensions?: unknown;
  };
  if (data !== undefined && data !== null && !isDataObject(data)) return undefined;
  if (errors !== undefined && errors !== null && !Array.isArray(errors)) return undefined;
  if (!data && !errors?.length) return undefined;
  return {
    data: data ?? null,
    errors: errors?.length ? errors.map(readError) : noErrors,
    ...(isDataObject(extensions) && { extensions }),
  };
}

function readError(value: unknown): ReplyError {
  const error = isDataObject(value) ? value : {};
  const { message, path, extensions } = error as {
    readonly message?: unknown;
    readonly path?: unknown;
    readonly extensions?: unknown;
  };
  return {
    message: typeof message === 'string' ? message : '',
    path: Array.isArray(path) && path.every(isPathElement) ? path : undefined,
    extensions: isDataObject(extensions) ? extensions : {},
  };
}

function isPathElement(value: unknown): value is PathElement {
  return typeof value === 'string' || typeof value === 'number';
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
