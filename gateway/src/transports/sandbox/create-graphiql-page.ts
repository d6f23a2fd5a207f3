import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ServePage } from '../http/create-http-handler.ts';

interface RenderedPage {
  readonly plain: Buffer;
  readonly compressed: Buffer;
  readonly etag: string;
}

const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  'worker-src blob:',
  "connect-src 'self' ws: wss: data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves GraphiQL from this process alone. Its header editor sends `Authorization` with queries, and in
 * `extensions.headers` with subscriptions, which go over WebSocket.
 */
export function createGraphiQLPage(): ServePage {
  let page: Promise<RenderedPage> | undefined;
  return (request, response) => {
    page ??= render();
    page.then(
      (rendered) => send(response, rendered, request.headers),
      () => response.writeHead(500).end(),
    );
  };
}

function send(
  response: ServerResponse,
  page: RenderedPage,
  asked: { readonly 'if-none-match'?: string | undefined; readonly 'accept-encoding'?: unknown },
): void {
  response.setHeader('etag', page.etag);
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('vary', 'accept-encoding');
  if (asked['if-none-match'] === page.etag) {
    response.writeHead(304).end();
    return;
  }
  const compressed = String(asked['accept-encoding'] ?? '').includes('gzip');
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    ...(compressed && { 'content-encoding': 'gzip' }),
  });
  response.end(compressed ? page.compressed : page.plain);
}

/** The page is 9 MB of script: it is loaded when somebody asks for it, and compressed once. */
async function render(): Promise<RenderedPage> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'Headgate',
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    defaultQuery: '{ __typename }\n',
  });
  const plain = Buffer.from(html);
  const etag = `"${createHash('sha256').update(plain).digest('base64url')}"`;
  return { plain, compressed: await promisify(gzip)(plain), etag };
}
