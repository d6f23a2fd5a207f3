import type { IncomingMessage, ServerResponse } from 'node:http';

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
  const vary = [response.getHeader('vary'), 'accept', 'accept-encoding', 'authorization'];
  response.setHeader('vary', vary.filter(Boolean).join(', '));
  if (request.method === 'GET' && hasTag(request.headers['if-none-match'], headers['etag'])) {
    const { 'content-encoding': _, ...kept } = headers;
    response.writeHead(304, kept).end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': mediaType, 'content-length': body.length }).end(body);
}

/** By weak comparison (https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2). */
function hasTag(ifNoneMatch: string | undefined, etag: string | undefined): boolean {
  if (!ifNoneMatch || !etag) return false;
  return (
    ifNoneMatch === '*' ||
    ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.slice(2))
  );
}
