import type { IncomingHttpHeaders } from 'node:http';
import { csrfHeader } from '../ports/csrf-header.ts';

/**
 * Whether what comes with a cookie comes from our own pages. A header of ours says so, since no other site's page can add it
 * unasked; a page that opens a stream, which may have no headers, is known by its origin.
 */
export function isFromOwnPage(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const { origin, accept = '', 'sec-fetch-site': site } = headers;
  if (origin !== undefined && origin !== new URL(publicUrl).origin) return false;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (headers[csrfHeader] !== undefined) return true;
  const opensStream = /text\/event-stream|multipart\/mixed/.test(accept);
  return opensStream && (origin !== undefined || site === 'same-origin');
}
