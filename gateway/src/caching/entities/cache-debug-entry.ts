import type { CachePolicy } from '../policy/cache-policy.ts';

/** What Apollo Sandbox shows of one entry that a cache was asked for. */
export interface CacheDebugEntry {
  readonly key: string;
  readonly invalidationKeys: readonly string[];
  readonly kind:
    | { readonly typename: string; readonly entityKey: Readonly<Record<string, unknown>> }
    | { readonly rootFields: readonly string[] };
  readonly subgraphName: string;
  readonly subgraphRequest: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };
  readonly source: 'subgraph' | 'cache';
  readonly cacheControl: CacheControlView;
  readonly shouldStore: boolean;
  readonly data: unknown;
  readonly warnings: readonly CacheWarning[];
}

/** A `Cache-Control` header, taken apart. */
export interface CacheControlView {
  /** In seconds since 1970. */
  readonly created: number;
  readonly maxAge?: number;
  readonly public?: true;
  readonly private?: true;
  readonly noStore?: true;
}

/** Something that whoever looks at an entry should know. */
export interface CacheWarning {
  readonly code: string;
  readonly message: string;
  readonly links: readonly { readonly url: string; readonly title: string }[];
}

/** What the debugger is to be told of one entry, whether it was found or fetched. */
export interface DebuggedEntry extends Omit<CacheDebugEntry, 'cacheControl' | 'shouldStore' | 'warnings'> {
  readonly policy: CachePolicy | undefined;
  readonly createdMs: number;
  /** Whether it is private, and nobody knows whose. */
  readonly lacksOwner: boolean;
  readonly hasErrors: boolean;
  readonly isTagged: boolean;
}

const cacheControlLink = {
  url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Cache-Control',
  title: 'Cache-Control header documentation',
};

/** Makes what the debugger shows of one entry. */
export function createDebugEntry(entry: DebuggedEntry): CacheDebugEntry {
  const { policy, createdMs, lacksOwner, hasErrors, isTagged, ...shown } = entry;
  return {
    ...shown,
    cacheControl: {
      created: Math.floor(createdMs / 1_000),
      ...(policy
        ? { maxAge: policy.maxAgeSeconds, [policy.scope === 'public' ? 'public' : 'private']: true }
        : { noStore: true }),
    },
    shouldStore: policy !== undefined && !lacksOwner && !hasErrors,
    warnings: listWarnings(entry),
  };
}

function listWarnings({ policy, kind, lacksOwner, hasErrors, isTagged }: DebuggedEntry): CacheWarning[] {
  const warnings: CacheWarning[] = [];
  const warn = (code: string, message: string) =>
    warnings.push({ code, message, links: code.startsWith('CACHE_CONTROL') ? [cacheControlLink] : [] });
  if (!policy)
    warn(
      'CACHE_CONTROL_NO_STORE',
      'The subgraph sent no Cache-Control header that allows keeping this, or the schema forbids it.',
    );
  if (lacksOwner)
    warn(
      'CACHE_CONTROL_PRIVATE_WITHOUT_PRIVATE_ID',
      'The data is private, and no verified token or configured header tells whose it is.',
    );
  if (policy && policy.maxAgeSeconds < 60)
    warn('CACHE_CONTROL_SMALL_MAX_AGE', 'The data may be kept for less than a minute.');
  if (hasErrors) warn('PARTIAL_ERRORS', 'The subgraph reported errors for this.');
  if ('rootFields' in kind && !isTagged)
    warn('NO_CACHE_TAG_ON_ROOT_FIELD', 'No cache tag is on these root fields.');
  if ('rootFields' in kind && kind.rootFields.length > 1)
    warn('SEVERAL_ROOT_FIELDS', 'Several root fields are kept, and become invalid, together.');
  return warnings;
}
