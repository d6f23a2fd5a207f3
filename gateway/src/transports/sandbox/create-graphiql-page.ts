import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import fresh from 'fresh';
import { csrfHeader } from '../../ports/csrf-header.ts';
import type { ServePage } from '../serve-page.ts';
import type { ExplorerOptions } from './explorer-options.ts';

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
export function createGraphiQLPage(options: ExplorerOptions): ServePage {
  let page: Promise<RenderedPage> | undefined;
  return (request, response) => {
    page ??= render(options);
    page.then(
      (rendered) => send(response, rendered, request.headers),
      () => response.writeHead(500).end(),
    );
  };
}

function send(response: ServerResponse, page: RenderedPage, asked: IncomingHttpHeaders): void {
  response.setHeader('etag', page.etag);
  response.setHeader('cache-control', 'no-cache');
  response.setHeader('vary', 'accept-encoding');
  if (fresh(asked, { etag: page.etag })) {
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
async function render({ path: endpoint, examples, signsIn }: ExplorerOptions): Promise<RenderedPage> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'Headgate',
    endpoint,
    subscriptionsProtocol: 'WS',
    defaultQuery: examples,
    ...(signsIn && { credentials: 'same-origin', additionalHeaders: { [csrfHeader]: '1' } }),
  });
  const plain = Buffer.from(html);
  const etag = `"${createHash('sha256').update(plain).digest('base64url')}"`;
  return { plain, compressed: await promisify(gzip)(plain), etag };
}
