import type { IncomingHttpHeaders } from 'node:http';

/** Headers of a request, names in lower case, repeated ones joined (https://www.rfc-editor.org/rfc/rfc9110#section-5.3). */
export function readHeaders(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const read: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) read[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return read;
}
