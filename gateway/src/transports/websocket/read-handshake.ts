import type { IncomingHttpHeaders } from 'node:http';

/** Reads the headers of a handshake that its operations have, names in lower case; without cookies where they must not count. */
export type ReadHandshake = (
  headers: IncomingHttpHeaders,
  options: { readonly withCookies: boolean },
) => Readonly<Record<string, string>>;

/** What only tells how to open the socket is of no use to its operations. */
const ofUpgrade = /^(connection|upgrade|sec-websocket-.*)$/;

/** What is a client's own, and a secret, is not kept beyond its socket. */
const ofClient = /^(authorization|cookie|proxy-authorization)$/;

const maxValues = 1_000;
const maxValueLength = 500;

/** Values that many clients send, such as what browser they are, are kept once for all of them. */
export function createReadHandshake(): ReadHandshake {
  const values = new Map<string, string>();

  function share(value: string): string {
    const known = values.get(value);
    if (known !== undefined || value.length > maxValueLength) return known ?? value;
    if (values.size >= maxValues) values.clear();
    values.set(value, value);
    return value;
  }

  return (headers, { withCookies }) => {
    const read: Record<string, string> = {};
    for (const name in headers) {
      const value = headers[name];
      if (value === undefined || ofUpgrade.test(name) || (name === 'cookie' && !withCookies)) continue;
      const text = Array.isArray(value) ? value.join(', ') : value;
      read[name] = ofClient.test(name) ? text : share(text);
    }
    return read;
  };
}
