import { gatewayErrors } from '../../errors.ts';
import { readContentEncoding } from '../subgraph-client/create-decoder.ts';

/** Says that an answer has more bytes than it may. */
export function tooLarge(maxBytes: number): Error {
  const cause = new Error(`more than ${maxBytes} bytes`);
  return gatewayErrors.create('SUBREQUEST_RESPONSE_TOO_LARGE', { cause });
}

/** Says that an answer cannot be decompressed. */
export function malformed(cause: unknown): Error {
  return gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE', { cause });
}

/**
 * Reads what an answer is compressed by; undefined for nothing.
 * @throws ServiceError `SUBREQUEST_MALFORMED_RESPONSE`
 */
export function readCodings(header: string | string[] | undefined): readonly string[] | undefined {
  if (header === undefined) return undefined;
  try {
    return readContentEncoding(header);
  } catch (cause) {
    throw malformed(cause);
  }
}
