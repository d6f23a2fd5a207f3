import { readMediaType } from './read-media-type.ts';

/** The three content types that a page of another site may send without asking (https://fetch.spec.whatwg.org/#cors-safelisted-request-header). */
const simpleTypes = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']);

/**
 * Whether a browser asks leave before it sends such a request from a page of another site; others are refused, since
 * they may come from any page, with the cookies of whoever looks at it. `headerNames` are those of which one will do.
 */
export function isPreflighted(
  headers: Readonly<Record<string, string>>,
  headerNames: readonly string[],
): boolean {
  // A content type that is none may be one to a browser.
  const contentType = readMediaType(headers['content-type']);
  if (contentType && !simpleTypes.has(contentType.type)) return true;
  return headerNames.some((name) => headers[name]);
}
