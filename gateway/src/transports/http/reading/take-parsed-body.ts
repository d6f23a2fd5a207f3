import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { gatewayErrors } from '../../../errors.ts';

/** What a parser of the server that this gateway is part of has made of a body: its bytes, its text, or its value. */
export type ParsedBody = { readonly text: string } | { readonly value: object };

/**
 * Takes the `body` that a parser, as those of Express, has left at a request; undefined when nobody has read it yet.
 * @throws ServiceError `PAYLOAD_TOO_LARGE`, or `BAD_REQUEST` for bytes that are not UTF-8
 * @throws Error when it has been read, and nothing of it was left
 */
export function takeParsedBody(request: IncomingMessage, maxBytes: number): ParsedBody | undefined {
  const { body } = request as IncomingMessage & { readonly body?: unknown };
  const isRead = request.readableEnded;
  if (body === undefined || body === null) {
    if (isRead) throw new Error('The body of the request was read, and is not at its "body"');
    return undefined;
  }
  // What is not for it, the parser of Express 4 leaves unread, with an empty object.
  if (!isRead && isEmpty(body)) return undefined;
  if (body instanceof Uint8Array) {
    if (body.byteLength > maxBytes) throw gatewayErrors.create('PAYLOAD_TOO_LARGE');
    if (!isUtf8(body)) throw gatewayErrors.create('BAD_REQUEST', { message: 'The body is not UTF-8.' });
    return { text: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8') };
  }
  if (typeof body === 'object') return { value: body };
  const text = String(body);
  if (Buffer.byteLength(text) > maxBytes) throw gatewayErrors.create('PAYLOAD_TOO_LARGE');
  return { text };
}

function isEmpty(body: object): boolean {
  return typeof body === 'object' && Object.keys(body).length === 0;
}
