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
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The answer still has to go out over the socket when the body is refused.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw gatewayErrors.create('PAYLOAD_TOO_LARGE');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw gatewayErrors.create('BAD_REQUEST', { message: 'The body is not JSON.', cause });
  }
}

function isJson({ headers }: IncomingMessage): boolean {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json' || headers['content-encoding']) return false;
  const charset = parameters.find((parameter) => parameter.trim().startsWith('charset='));
  return charset === undefined || /^\s*charset="?utf-?8"?\s*$/.test(charset);
}
