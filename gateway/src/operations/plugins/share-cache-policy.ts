import type { CachePolicy } from '../../caching/policy/cache-policy.ts';
import type { OperationEnd, PolicyCollector } from '../../caching/policy/create-policy-collector.ts';
import { parseCacheControl } from '../../caching/policy/parse-cache-control.ts';
import type { OperationContext } from '../operation-context.ts';
import type { RequestContext } from './create-request-context.ts';

/** Nobody keeps the answer here. */
const unkept: Pick<PolicyCollector, 'add' | 'addKept' | 'addTags'> = {
  add: () => undefined,
  addKept: () => undefined,
  addTags: () => undefined,
};

/**
 * Lets plugins know what subgraphs, and the hints of the schema, say of how long a query's answer may be kept: what restricts
 * it restricts `overallCachePolicy` too, as the data sources of `ApolloGateway` do. A subgraph that says nothing allows nothing,
 * unless a plugin has said for how long before.
 */
export function shareCachePolicy(
  { contextValue, overallCachePolicy }: RequestContext,
  hinted: OperationEnd,
): OperationContext {
  const own = contextValue.cachePolicy ?? unkept;
  const { identity, headers } = contextValue;
  const isStated = overallCachePolicy.maxAge !== undefined;
  const isAuthorized = identity !== null || headers['authorization'] !== undefined;

  function restrict(policy: Pick<CachePolicy, 'maxAgeSeconds' | 'scope'> | undefined): void {
    const scope = policy?.scope === 'private' ? 'PRIVATE' : 'PUBLIC';
    overallCachePolicy.restrict({ maxAge: policy?.maxAgeSeconds ?? 0, scope });
  }

  if (hinted.kind === 'answered') {
    const { hint, isRestricted } = hinted;
    if (hint !== 'none') restrict(hint === 'forbidden' ? undefined : hint);
    if (isRestricted) overallCachePolicy.restrict({ scope: 'PRIVATE' });
  }
  const cachePolicy = {
    ...own,
    add(reply: Parameters<PolicyCollector['add']>[0]) {
      const isSilent = reply.headers['cache-control'] === undefined;
      if (!isSilent || !isStated) restrict(parseCacheControl(reply.headers, { isAuthorized }));
      own.add(reply);
    },
    addKept(kept: Parameters<PolicyCollector['addKept']>[0]) {
      restrict(kept.policy);
      own.addKept(kept);
    },
  };
  // Who runs the operation only adds to it.
  return { ...contextValue, cachePolicy: cachePolicy as PolicyCollector };
}
