import type { IndexingPolicy } from './container-definition.ts';
import { parsePath } from './partition-key.ts';

// These are indexed whatever the policy says.
const always = new Set(['id', '_ts']);

/** How closely a path of a policy names a property: undefined where it does not at all. */
function closeness(pattern: string, names: readonly string[]): number | undefined {
  const parts = parsePath(pattern);
  const end = parts.at(-1);
  const isOpen = end === '*';
  const fixed = isOpen || end === '?' ? parts.slice(0, -1) : parts;
  const isNamed = fixed.every((name, index) => names[index] === name);
  if (!isNamed || (isOpen ? names.length < fixed.length : names.length !== fixed.length)) return undefined;
  return fixed.length * 2 + (isOpen ? 0 : 1);
}

/**
 * Whether a policy has a property indexed: of the paths that name it, the closest decides.
 *
 * @see https://learn.microsoft.com/azure/cosmos-db/index-policy#includeexclude-precedence
 */
export function isIndexed(policy: IndexingPolicy, names: readonly string[]): boolean {
  if (policy.indexingMode === 'none') return false;
  if (names.length === 1 && always.has(names[0] as string)) return true;
  const best = (paths: readonly { path: string }[]) =>
    Math.max(-1, ...paths.map(({ path }) => closeness(path, names) ?? -1));
  return best(policy.includedPaths) > best(policy.excludedPaths);
}
