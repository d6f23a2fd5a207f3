import { constants, type IncomingHttpHeaders, type OutgoingHttpHeaders, sensitiveHeaders } from 'node:http2';
import { checkValue, isToken } from '../write-head.ts';

/** What HTTP/2 says in other ways (https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2), and what we say ourselves. */
const dropped: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What would show in the size of what others send over the same connection: https://www.rfc-editor.org/rfc/rfc7541#section-7.1 */
const sensitive = ['authorization', 'cookie'];

/** Names as HTTP/2 has them, those that it has no place for as undefined; who forwards what clients call theirs must not fill memory. */
const knownNames = new Map<string, string | undefined>([['host', constants.HTTP2_HEADER_AUTHORITY]]);
const maxKnownNames = 1_000;

/**
 * Makes the header block of a request of headers that may be meant for HTTP/1.1.
 * @throws TypeError for what is no header
 */
export function toRequestHeaders(
  {
    authority,
    path,
    isSecure,
  }: { readonly authority: string; readonly path: string; readonly isSecure: boolean },
  headers: Readonly<Record<string, string>>,
  body: string,
): OutgoingHttpHeaders {
  const block: OutgoingHttpHeaders = {
    ':method': 'POST',
    ':scheme': isSecure ? 'https' : 'http',
    ':authority': authority,
    ':path': path,
    [sensitiveHeaders]: sensitive,
  };
  for (const name in headers) {
    const value = headers[name] as string;
    const key = knownNames.has(name) ? knownNames.get(name) : readName(name);
    if (key === undefined) continue;
    checkValue(name, value);
    block[key] = value;
  }
  block['content-length'] = Buffer.byteLength(body);
  return block;
}

function readName(name: string): string | undefined {
  if (!isToken(name)) throw new TypeError(`"${name}" is no name of a header.`);
  const lower = name.toLowerCase();
  const key = lower === 'host' ? constants.HTTP2_HEADER_AUTHORITY : dropped.has(lower) ? undefined : lower;
  if (knownNames.size < maxKnownNames) knownNames.set(name, key);
  return key;
}

/** Copies the headers of an answer, without those of the protocol. */
export function toReplyHeaders(block: IncomingHttpHeaders): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const name in block) {
    const value = block[name];
    if (value !== undefined && name.charCodeAt(0) !== 58) headers[name] = value;
  }
  return headers;
}
