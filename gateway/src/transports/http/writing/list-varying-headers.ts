import { traceHeaders } from '../../../values/trace-headers.ts';

/** What decides, beside the operation, which answer a request gets. */
export interface VaryingHeadersOptions {
  /** Names, in lower case, of all headers of a client that any subgraph may see. */
  readonly seenHeaders: readonly string[];
  /** Whether some documents are for one client alone. */
  readonly hasDocuments: boolean;
  /** Whether pages of some origins may read answers, and of others not. */
  readonly variesByOrigin: boolean;
  /** Whether clients may see how their operations are planned. */
  readonly showsPlans: boolean;
  /** Whether clients may see what the entity cache does for them. */
  readonly showsCache: boolean;
  /** Whether clients may see what their operations cost. */
  readonly showsCost: boolean;
}

/**
 * The value of `Vary` of every answer, kept or fresh: each request header that can change it
 * (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5). A cache before the gateway would mix callers without it.
 */
export function listVaryingHeaders(options: VaryingHeadersOptions): string {
  const { seenHeaders, hasDocuments, variesByOrigin, showsPlans, showsCache, showsCost } = options;
  const names = [
    ...(variesByOrigin ? ['origin'] : []),
    'accept',
    'accept-encoding',
    'authorization',
    ...seenHeaders.filter((name) => !traceHeaders.includes(name)),
    ...(hasDocuments ? ['apollographql-client-name'] : []),
    ...(showsPlans ? ['apollo-expose-query-plan'] : []),
    ...(showsCache ? ['apollo-cache-debugging'] : []),
    ...(showsCost ? ['headgate-expose-cost'] : []),
  ];
  return [...new Set(names)].join(', ');
}
