import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import fresh from 'fresh';
import type { ServePage } from '../serve-page.ts';

/** The files of a built single-page application. */
export interface Site {
  /** How to serve a path: a file, or for one that is a page of the application its document; undefined for others. */
  find(path: string): ServePage | undefined;
}

interface SiteFile {
  readonly body: Buffer;
  readonly compressed: Buffer | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Built files have a hash of what is in them in their names. */
const immutable = 'public, max-age=31536000, immutable';
const fromBytes = 1_024;

/**
 * Reads a folder once and serves it from memory: `assets/` for ever, all else to be asked for again. Scripts and styles
 * come from this origin alone, or have the document's nonce; nothing needs `unsafe-inline`.
 */
export async function readSite(folder: string): Promise<Site> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, SiteFile>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, path).split(sep).join('/')}`, await readFileOf(path, folder));
  }
  const document = files.get('/index.html');
  if (!document) throw new Error(`${folder} has no index.html: build the application first.`);
  return {
    find(path) {
      const file = files.get(path) ?? (isPage(path) ? document : undefined);
      return file === document ? serveDocument(document.body) : file && createServe(file);
    },
  };
}

/** A path without an extension that is none of the gateway's own. */
function isPage(path: string): boolean {
  return (
    !/[.][\w]+$/.test(path) &&
    !/^\/(graphql|graphiql|sandbox|auth|health|invalidation|assets)(\/|$)/.test(path)
  );
}

async function readFileOf(path: string, folder: string): Promise<SiteFile> {
  const body = await readFile(path);
  const isAsset = relative(folder, path).startsWith(`assets${sep}`);
  const type = types[extname(path)] ?? 'application/octet-stream';
  const compressible =
    body.length >= fromBytes && !/^(image\/(png|x-icon)|font|application\/octet)/.test(type);
  return {
    body,
    compressed: compressible ? await promisify(gzip)(body) : undefined,
    headers: {
      'content-type': type,
      'cache-control': isAsset ? immutable : 'no-cache',
      etag: `"${createHash('sha256').update(body).digest('base64url')}"`,
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'content-security-policy': describePolicy(),
    },
  };
}

/** Stands in a built document where the nonce of one answer goes (Vite: `html.cspNonce`). */
const noncePlaceholder = 'HEADGATE_NONCE';

const describePolicy = (nonce?: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Styles that scripts make have the nonce of the document, which is another one each time. */
function serveDocument(body: Buffer): ServePage {
  const text = body.toString();
  return (request, response) => {
    const nonce = randomBytes(16).toString('base64url');
    response.writeHead(200, {
      'content-type': types['.html'],
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'content-security-policy': describePolicy(nonce),
    });
    response.end(request.method === 'HEAD' ? undefined : text.replaceAll(noncePlaceholder, nonce));
  };
}

function createServe({ body, compressed, headers }: SiteFile): ServePage {
  return (request, response) => {
    if (fresh(request.headers, headers)) {
      response.writeHead(304, headers).end();
      return;
    }
    const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    const sent = takesGzip && compressed ? compressed : body;
    response.writeHead(200, {
      ...headers,
      'content-length': sent.length,
      ...(sent === compressed && { 'content-encoding': 'gzip' }),
    });
    response.end(request.method === 'HEAD' ? undefined : sent);
  };
}
