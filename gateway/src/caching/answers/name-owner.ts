import type { CachePolicy } from '../policy/cache-policy.ts';

/** Who asks, as far as a cache may rely on it. */
export interface Reader {
  /** A name that no other caller has; null when nobody is signed in. */
  readonly caller: string | null;
  /** Headers of the request, names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const anonymous = 'anonymous';

/** All who are not signed in are one caller. Who has a token that nobody has verified is none. */
export function nameCaller({ caller, headers }: Reader): string | undefined {
  return caller ?? (headers['authorization'] === undefined ? anonymous : undefined);
}

/** Whose an answer is: null for everybody's; undefined when it is of somebody whom we do not know. */
export function ownerOf(
  { scope }: Pick<CachePolicy, 'scope'>,
  { caller }: Pick<Reader, 'caller'>,
): string | null | undefined {
  if (scope === 'public') return null;
  return scope === 'anonymous' ? anonymous : (caller ?? undefined);
}
