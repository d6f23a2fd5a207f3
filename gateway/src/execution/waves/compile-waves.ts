import type { CompileContext } from '../compile-context.ts';
import { type CallEntities, createCallEntities } from '../fetching/call-entities.ts';
import type { EntityCall } from '../fetching/entities/entity-call.ts';
import { gatherCalls } from '../fetching/gather-calls.ts';
import type { Run } from '../run.ts';
import { startWave, type WaveRun } from './run-waves.ts';

/** Starts the waves of a plan for one run, which is complete only with them. */
export type StartWaves = (run: () => Run) => readonly WaveRun<EntityCall>[];

/** Compiles the waves of a plan. */
export function compileWaves(context: CompileContext): StartWaves {
  const { waves, waveOptions, counters } = context;
  const senders = waves.map((wave, index) => {
    const callEntities = gatherCalls(createCallEntities(wave.subgraph, context, index + 1), waveOptions);
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
