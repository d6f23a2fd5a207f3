import { createHmac, timingSafeEqual } from 'node:crypto';
import { CosmosError } from '../cosmos-error.ts';
import type { CosmosRequest } from './cosmos-request.ts';

/** What a request is about, as its signature names it: the type, and the link of the resource or of its parent. */
function signedResource(segments: readonly string[]): { type: string; link: string } {
  // An operation on the container that it names: SDKs sign that, as what it is.
  if (segments[4] === 'operations') return { type: 'colls', link: segments.slice(0, 4).join('/') };
  const isFeed = segments.length % 2 === 1;
  const type = isFeed ? segments.at(-1) : segments.at(-2);
  return { type: type ?? '', link: (isFeed ? segments.slice(0, -1) : segments).join('/') };
}

/** The fields of `type=master&ver=1.0&sig=…`, which comes URL-encoded as a whole; none where it is not. */
function parseToken(header: string): URLSearchParams {
  try {
    return new URLSearchParams(decodeURIComponent(header).replaceAll('+', '%2B'));
  } catch {
    return new URLSearchParams();
  }
}

function sign(key: string, payload: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(payload).digest();
}

/**
 * Checks the signature that the master key makes.
 *
 * @throws Unauthorized for another key, or none
 * @see https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources
 */
export function verifyAuthorization(request: CosmosRequest, key: string): void {
  const header = request.header('authorization');
  if (header === undefined)
    throw new CosmosError(
      401,
      'Required Header authorization is missing. Ensure a valid Authorization token is passed.',
    );
  const fields = parseToken(header);
  const date = request.header('x-ms-date') ?? request.header('date') ?? '';
  const { type, link } = signedResource(request.segments);
  const given = Buffer.from(fields.get('sig') ?? '', 'base64');
  // Links are signed as the client wrote them, which may be with the escapes of the URL; a `_rid` alone, in small letters.
  const written = signedResource(request.rawPath.split('/').filter(Boolean)).link;
  const rid = link.split('/').at(-1)?.toLowerCase() ?? '';
  const isValid = [link, written, rid].some((candidate) => {
    const payload = `${request.method.toLowerCase()}\n${type.toLowerCase()}\n${candidate}\n${date.toLowerCase()}\n\n`;
    const expected = sign(key, payload);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (fields.get('type') !== 'master' || !isValid)
    throw new CosmosError(
      401,
      "The input authorization token can't serve the request. The wrong key is being used or the expected payload is not built as per the protocol. For more info: https://aka.ms/cosmosdb-tsg-unauthorized.",
    );
}
