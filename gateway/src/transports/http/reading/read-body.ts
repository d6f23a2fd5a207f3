import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { gatewayErrors } from '../../../errors.ts';
import { parseJson } from '../../../values/parse-json.ts';
import { findRepeatedMember } from './find-repeated-member.ts';
import { readMediaType } from './read-media-type.ts';
import { takeParsedBody } from './take-parsed-body.ts';

/**
 * Reads the JSON body of a request, or takes what a parser has made of it.
 * @throws ServiceError `UNSUPPORTED_MEDIA_TYPE`, `PAYLOAD_TOO_LARGE` or, for malformed JSON, `BAD_REQUEST`
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  checkHead(request, maxBytes);
  const parsed = takeParsedBody(request, maxBytes);
  if (parsed && 'value' in parsed) return parsed.value;
  return readJson(parsed ? parsed.text : await readText(request, maxBytes), parseJson);
}

/**
 * Reads the JSON body of a request that no parser has seen by a reader that throws a SyntaxError for what is no JSON.
 * @throws ServiceError like {@link readBody}
 */
export async function readBodyBy<Body>(
  read: (text: string) => Body,
  request: IncomingMessage,
  maxBytes: number,
): Promise<Body> {
  checkHead(request, maxBytes);
  return readJson(await readText(request, maxBytes), read);
}

function checkHead(request: IncomingMessage, maxBytes: number): void {
  if (!isJson(request)) throw gatewayErrors.create('UNSUPPORTED_MEDIA_TYPE');
  if (Number(request.headers['content-length'] ?? 0) > maxBytes)
    throw gatewayErrors.create('PAYLOAD_TOO_LARGE');
}

async function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  if (isEncoded(request.headers['content-encoding'])) throw gatewayErrors.create('UNSUPPORTED_MEDIA_TYPE');
  const bytes = await readBytes(request, maxBytes);
  if (!isUtf8(bytes)) throw gatewayErrors.create('BAD_REQUEST', { message: 'The body is not UTF-8.' });
  return bytes.toString('utf8');
}

function readJson<Body>(text: string, read: (text: string) => Body): Body {
  const body = parse(text, read);
  const repeated = Array.isArray(body) ? undefined : findRepeatedMember(text);
  if (repeated === undefined) return body;
  throw gatewayErrors.create('BAD_REQUEST', {
    message: `The member "${repeated.slice(0, 100)}" comes more than once.`,
  });
}

function parse<Body>(text: string, read: (text: string) => Body): Body {
  try {
    return read(text);
  } catch (cause) {
    throw gatewayErrors.create('BAD_REQUEST', { message: 'The body is not JSON.', cause });
  }
}

/** By events: iterating over a stream costs several times what reading it does. */
function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let length = 0;
  const take = (chunk: Buffer) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length <= maxBytes) return;
    // The answer still has to go out over the socket when the body is refused.
    request.off('data', take).pause();
    reject(gatewayErrors.create('PAYLOAD_TOO_LARGE'));
  };
  request.on('data', take);
  request.once('end', () => {
    const [only = Buffer.alloc(0)] = chunks;
    resolve(chunks.length > 1 ? Buffer.concat(chunks, length) : only);
  });
  request.on('error', reject);
  request.once('close', () => {
    // An error costs more than all the rest of this.
    if (!request.readableEnded) reject(new Error('The client has gone'));
  });
  return promise;
}

/** What clients call JSON that is a GraphQL request. */
const jsonTypes = new Set([
  'application/json',
  'application/graphql+json',
  'application/graphql-response+json',
]);

function isJson({ headers }: IncomingMessage): boolean {
  const { type = '', charset = 'utf-8' } = readMediaType(headers['content-type']) ?? {};
  return jsonTypes.has(type) && /^utf-?8$/i.test(charset);
}

/** `identity` says that nothing was done (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3). */
function isEncoded(encoding: string | undefined): boolean {
  return encoding !== undefined && !/^\s*(identity\s*(,\s*identity\s*)*)?$/i.test(encoding);
}
