import { gatewayErrors } from '../../errors.ts';
import type { ReplyError } from '../../ports/subgraph-reply.ts';
import type { ReceivedReply } from '../subgraph-client/send-fetch.ts';
import { keyOf } from '../tape/names.ts';
import type { Tape } from '../tape/tape.ts';
import { toJavaScript } from '../tape/to-javascript.ts';
import { countCell, find, isList, isNothing, isObject, type TapeValue } from '../tape/values.ts';
import { isExtensions, readReplyError } from './read-reply-error.ts';
import type { ReplyBody } from './reply-body.ts';

/** A well-formed GraphQL response on the tape of the operation that asked. */
export interface TapeReply {
  /** Undefined when it has none. */
  readonly data: TapeValue | undefined;
  readonly errors: readonly ReplyError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>> | undefined;
}

const noErrors: readonly ReplyError[] = [];

/**
 * Takes a GraphQL response out of an HTTP response. One that explains itself with errors is accepted under any status.
 * @throws ServiceError `SUBREQUEST_HTTP_ERROR` or `SUBREQUEST_MALFORMED_RESPONSE`
 */
export function parseReply(tape: Tape, response: ReceivedReply): TapeReply {
  const { status, body, headers } = response;
  const isSuccess = status >= 200 && status < 300;
  const reply = readReply(tape, body);
  if (!isSuccess && !reply?.errors.length) {
    throw gatewayErrors.create('SUBREQUEST_HTTP_ERROR', { cause: new Error(`HTTP status ${status}`) });
  }
  if (reply === undefined) throw gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE');
  return headers === undefined ? reply : { ...reply, headers };
}

function takeReply(tape: Tape, value: TapeValue): TapeReply | undefined {
  const { cells } = tape.heap;
  if (!isObject(cells, value)) return undefined;
  const data = find(cells, value, keyOf.data);
  const errors = find(cells, value, keyOf.errors);
  if (!isNothing(cells, data) && !isObject(cells, data)) return undefined;
  if (!isNothing(cells, errors) && !isList(cells, errors)) return undefined;
  const hasErrors = isList(cells, errors) && (cells[errors + countCell] as number) > 0;
  if (isNothing(cells, data) && !hasErrors) return undefined;
  const extensions = find(cells, value, keyOf.extensions);
  const said = isObject(cells, extensions) ? toJavaScript(tape, extensions) : undefined;
  return {
    data: isNothing(cells, data) ? undefined : data,
    errors: hasErrors ? (toJavaScript(tape, errors) as unknown[]).map(readReplyError) : noErrors,
    ...(isExtensions(said) && { extensions: said }),
  };
}

/** Reads a GraphQL response; undefined when it is none. */
export function readReply(tape: Tape, body: ReplyBody): TapeReply | undefined {
  try {
    return takeReply(tape, body.read(tape));
  } catch (error) {
    // What is nested too deep for errors or extensions is told by a RangeError.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
