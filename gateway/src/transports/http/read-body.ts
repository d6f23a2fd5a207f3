import type { IncomingMessage } from 'node:http';
import { gatewayErrors } from '../../errors.ts';

/**
 * Reads the JSON body of a request.
 * @throws ServiceError `UNSUPPORTED_MEDIA_TYPE`, `PAYLOAD_TOO_LARGE` or, for malformed JSON, `BAD_REQUEST`
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  if (!isJson(request)) throw gatewayErrors.create('UNSUPPORTED_MEDIA_TYPE');
  if (Number(request.headers['content-length'] ?? 0) > maxBytes)
    throw gatewayErrors.create('PAYLOAD_TOO_LARGE');
  const bytes = await readBytes(request, maxBytes);
  try {
    return JSON.parse(bytes.toString('utf8'));
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

function isJson({ headers }: IncomingMessage): boolean {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json' || headers['content-encoding']) return false;
  const charset = parameters.find((parameter) => parameter.trim().startsWith('charset='));
  return charset === undefined || /^\s*charset="?utf-?8"?\s*$/.test(charset);
}
