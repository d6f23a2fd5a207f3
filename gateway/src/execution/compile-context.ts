import type { Wave } from '../planning/fetches/assign-waves.ts';
import type { FetchDocuments } from '../planning/fetches/fetch-documents.ts';
import type { Requirements } from '../planning/rewriting/read-requirements.ts';
import type { TypeIndex } from '../supergraph/type-index.ts';
import type { DescribeFailure } from './describe-failure.ts';
import type { EngineCounters } from './engine-counters.ts';
import type { EngineLogger } from './engine-logger.ts';
import type { CallSubgraph } from './subgraph-client/create-subgraph-client.ts';
import type { Names } from './tape/names.ts';
import type { WaveOptions } from './waves/wave-options.ts';

/** What the steps of a plan share. */
export interface CompileContext {
  /**
   * Whether objects that are the same for a subgraph may be one object here. Not when values depend on ancestors, for
   * then the same entity differs from place to place.
   */
  readonly sharesData: boolean;
  /** The types of entities that are not asked for what the run has of them. None in a mutation, which changes it. */
  readonly reusableTypes: ReadonlySet<string>;
  readonly types: TypeIndex;
  /** The names that stand in answers. */
  readonly names: Names;
  /** The operations of the fetches, parsed. */
  readonly documents: FetchDocuments;
  readonly requirements: Requirements;
  /** Whether equal representations are sent once. */
  readonly deduplicates: boolean;
  readonly waveOptions: WaveOptions;
  readonly waves: readonly Wave[];
  readonly counters: EngineCounters;
  readonly callSubgraph: CallSubgraph;
  readonly describeFailure: DescribeFailure;
  readonly logger: EngineLogger;
}
