import { MultiMap } from '@apollo/federation-internals';

/** A fetch to be, as a vertex of the graph that Apollo's planner makes a plan of. */
interface FetchGroup {
  readonly dependencyGraph: object;
  addParent(parent: { readonly group: FetchGroup }): void;
  children(): readonly FetchGroup[];
  mergeInWithAllDependencies(other: FetchGroup): void;
}

let isKept = false;

/**
 * Keeps Apollo's planner from making a fetch wait for itself. It merges fetches with the same inputs to one subgraph,
 * one that waits for the other included: of a field that another `@requires`, which stands behind an interface object.
 * It then follows the circle until its memory is full, which takes ten seconds, and fails.
 *
 * The class of these fetches is exported by nobody. Each fetch with inputs passes through a map that is, before any are
 * merged: the first that does tells its prototype.
 */
export function keepGroupsAcyclic(): void {
  if (isKept) return;
  isKept = true;
  const prototype = MultiMap.prototype as { add(key: unknown, value: unknown): unknown };
  const { add } = prototype;
  prototype.add = function (this: unknown, key, value) {
    if (isFetchGroup(value)) {
      prototype.add = add;
      mend(Object.getPrototypeOf(value) as FetchGroup);
    }
    return add.call(this, key, value);
  };
}

function isFetchGroup(value: unknown): value is FetchGroup {
  return typeof value === 'object' && value !== null && 'mergeInWithAllDependencies' in value;
}

function mend(prototype: FetchGroup): void {
  const { addParent, mergeInWithAllDependencies } = prototype;
  prototype.addParent = function (this: FetchGroup, parent) {
    if (parent.group !== this) addParent.call(this, parent);
  };
  prototype.mergeInWithAllDependencies = function (this: FetchGroup, other) {
    // What waits can go with what it waits for, since equal inputs are there early enough; not the other way round.
    if (!descendsFrom(this, other)) mergeInWithAllDependencies.call(this, other);
  };
}

/** Each vertex is visited once: there may be a great many ways. */
function descendsFrom(group: FetchGroup, ancestor: FetchGroup): boolean {
  const seen = new Set<FetchGroup>();
  const waiting = [...ancestor.children()];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === group) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...next.children());
  }
  return false;
}
