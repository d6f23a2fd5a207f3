import type { TestResolvers, TestSubgraph } from '../helpers/test-subgraph.ts';

/**
 * A supergraph small enough to read at a glance, for one difficulty of federation. Its resolvers are pure functions of
 * records that are the same in every subgraph; a record raises an error by holding one where a value belongs.
 */
export interface Scenario {
  readonly subgraphs: readonly TestSubgraph[];
  /** For the monolith alone: what a subgraph computes from fields that it `@requires`. */
  readonly monolithResolvers?: TestResolvers;
  /** Values for arguments, by the name of their scalar: such as find something. */
  readonly samples?: Readonly<Record<string, readonly unknown[]>>;
  /** Whether a label of `@override(label:)` is on; off by default. */
  readonly isOverrideActive?: (label: string) => boolean;
  /** Undoes what mutations did, before each run. */
  readonly reset?: () => void;
}
