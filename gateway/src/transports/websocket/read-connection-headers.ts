import { isRecord } from '@headgate/service/is-record.ts';

/** What may stand in the value of a header, without what could begin another one. */
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Reads headers from the payload of `connection_init`, where a page puts what it cannot put into the handshake: members
 * of its own, or of its `headers`. Names may be in any case; what is no value of a header is left out.
 */
export function readConnectionHeaders(
  connectionParams: unknown,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  if (!isRecord(connectionParams) || names.length === 0) return found;
  for (const holder of [connectionParams['headers'], connectionParams]) {
    if (!isRecord(holder)) continue;
    for (const [written, value] of Object.entries(holder)) {
      const name = written.toLowerCase();
      if (names.includes(name) && typeof value === 'string' && headerValue.test(value)) found[name] = value;
    }
  }
  return found;
}
