import type { CachePolicy } from './cache-policy.ts';

type HeaderValue = string | string[] | undefined;

/** The directives of a `Cache-Control` header, names in lower case; without a value they are true. */
export function parseDirectives(header: HeaderValue): ReadonlyMap<string, string | true> {
  const directives = new Map<string, string | true>();
  if (header === undefined) return directives;
  for (const part of String(header).split(',')) {
    const [name = '', value] = part.trim().split('=', 2);
    if (name) directives.set(name.toLowerCase(), value?.replaceAll('"', '') ?? true);
  }
  return directives;
}

export interface AnswerHeaders {
  readonly 'cache-control'?: HeaderValue;
  readonly age?: HeaderValue;
}

/**
 * Reads what a subgraph says about keeping its answer; undefined when it must not be kept. As in RFC 9111, section 3.5,
 * an answer to a request with a token is for that caller alone unless the subgraph says otherwise; and what it answers
 * to nobody in particular is not for those who are signed in.
 */
export function parseCacheControl(
  headers: AnswerHeaders,
  { isAuthorized }: { readonly isAuthorized: boolean },
): CachePolicy | undefined {
  const directives = parseDirectives(headers['cache-control']);
  if (directives.has('no-store') || directives.has('no-cache')) return undefined;
  const lifetime = readSeconds(directives.get('s-maxage')) ?? readSeconds(directives.get('max-age'));
  if (lifetime === undefined) return undefined;
  const maxAgeSeconds = lifetime - (readSeconds(String(headers.age ?? '')) ?? 0);
  if (maxAgeSeconds <= 0) return undefined;
  const unstated = isAuthorized ? 'private' : 'anonymous';
  const stated = directives.has('private') ? 'private' : 'public';
  const isStated = ['private', 'public', 's-maxage'].some((directive) => directives.has(directive));
  return {
    maxAgeSeconds,
    scope: isStated ? stated : unstated,
    staleWhileRevalidateSeconds: readSeconds(directives.get('stale-while-revalidate')) ?? 0,
    staleIfErrorSeconds: readSeconds(directives.get('stale-if-error')) ?? 0,
  };
}

/** More counts as so much (https://www.rfc-editor.org/rfc/rfc9111#section-1.2.2). */
const maxSeconds = 2 ** 31;

function readSeconds(value: string | true | undefined): number | undefined {
  if (typeof value !== 'string' || !/^\d+$/.test(value)) return undefined;
  return Math.min(Number(value), maxSeconds);
}
