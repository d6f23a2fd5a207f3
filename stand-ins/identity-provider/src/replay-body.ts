import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** The same request for somebody who wants to read its body once more. */
export function replayBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const { method, url, headers, rawHeaders, httpVersion, socket } = request;
  const replayed = Object.assign(Readable.from([body]), {
    method,
    url,
    headers,
    rawHeaders,
    httpVersion,
    socket,
  });
  return replayed as unknown as IncomingMessage;
}
