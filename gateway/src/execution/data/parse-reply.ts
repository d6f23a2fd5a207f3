import { gatewayErrors } from '../../errors.ts';
import type { ReplyError, SubgraphReply } from '../../ports/subgraph-reply.ts';
import { isDeeper } from '../../values/is-deeper.ts';
import { parseJson } from '../../values/parse-json.ts';
import type { SubgraphHttpResponse } from '../subgraph-client/send-subgraph-request.ts';
import { type DataObject, isDataObject, type PathElement } from './response-data.ts';

const maxLevels = 1_000;

const noErrors: readonly ReplyError[] = [];

/**
 * Takes a GraphQL response out of an HTTP response. One that explains itself with errors is accepted under any status.
 * @throws ServiceError `SUBREQUEST_HTTP_ERROR` or `SUBREQUEST_MALFORMED_RESPONSE`
 */
export function parseReply(response: SubgraphHttpResponse): SubgraphReply {
  const { status, body, headers } = response;
  response.body = '';
  const isSuccess = status >= 200 && status < 300;
  const reply = readReply(parse(body));
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
    ...(isExtensions(extensions) && { extensions }),
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
    extensions: isExtensions(extensions) ? extensions : {},
  };
}

/** What is nested deeper cannot be written where it is shown: that takes a call for each level. */
function isExtensions(value: unknown): value is DataObject {
  return isDataObject(value) && !isDeeper(value, maxLevels);
}

function isPathElement(value: unknown): value is PathElement {
  return typeof value === 'string' || typeof value === 'number';
}

function parse(body: string): unknown {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}
