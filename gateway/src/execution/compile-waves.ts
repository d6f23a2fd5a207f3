import { type CallEntities, createCallEntities, type EntityCall } from './call-entities.ts';
import type { CompileContext } from './compile-plan.ts';
import { gatherCalls } from './gather-calls.ts';
import type { Run } from './run.ts';
import { startWave, type WaveRun } from './run-waves.ts';

/** How fetches of one plan to one subgraph travel together. */
export interface WaveOptions {
  /** Whether they do at all. */
  readonly merge: boolean;
  /** Whether those with different operations do, as aliases of one. */
  readonly alias: boolean;
  /** Whether fetches that nothing depends on wait for a later request to their subgraph. */
  readonly postpone: boolean;
  /** How long fetches that are ready wait for others of their wave. */
  readonly holdMs: number;
}

/** Starts the waves of a plan for one run, which is complete only with them. */
export type StartWaves = (run: () => Run) => readonly WaveRun<EntityCall>[];

/** Compiles the waves of a plan. */
export function compileWaves(context: CompileContext): StartWaves {
  const { waves, waveOptions, counters } = context;
  const senders = waves.map((wave) => {
    const callEntities = gatherCalls(createCallEntities(wave.subgraph, context));
    return { wave, callEntities: waveOptions.alias ? callEntities : callApart(callEntities) };
  });
  return (run) =>
    senders.map(({ wave, callEntities }) =>
      startWave<EntityCall>({
        wave,
        holdMs: waveOptions.holdMs,
        send: (calls) => callEntities(run(), calls),
        counters,
      }),
    );
}

/** Sends a request for each operation. */
function callApart(callEntities: CallEntities): CallEntities {
  return async (run, calls) => {
    const byText = Map.groupBy(calls, ({ operation }) => operation.text);
    await Promise.all(byText.values().map((same) => callEntities(run, same)));
  };
}
