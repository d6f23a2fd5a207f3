import type { EntityCall } from './fetching/entities/entity-call.ts';
import type { RunState } from './run-state.ts';
import type { Deferral } from './shaping/deferral.ts';
import type { WaveRun } from './waves/run-waves.ts';

/** The state of one operation while it runs. */
export interface Run extends RunState {
  /** The waves of the plan, in its order. */
  readonly waves: readonly WaveRun<EntityCall>[];
  /** Deferred blocks; undefined when the whole answer comes at once. */
  readonly deferral: Deferral | undefined;
  /** Whether its entity calls may travel with those of other runs. */
  readonly gathers: boolean;
}
