import type { IncomingMessage, ServerResponse } from 'node:http';
import fresh from 'fresh';

export interface KeptAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Sends bytes from a cache; 304 without them to who asks by GET and has them already. */
export function sendKeptAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { headers, body, mediaType }: KeptAnswer & { readonly mediaType: string },
): void {
  if (response.destroyed) return;
  if (request.method !== 'POST' && fresh(request.headers, headers)) {
    const { 'content-encoding': _, ...kept } = headers;
    response.writeHead(304, kept).end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': mediaType, 'content-length': body.length }).end(body);
}
