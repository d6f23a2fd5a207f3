import type { EngineDeferredPart } from '../../execution/engine.ts';
import { FinalError } from '../errors/final-error.ts';
import type { Listeners } from './open-listeners.ts';

/** Hands on the later parts of an answer, each after the plugins have seen it and its errors. */
export async function* tellParts(
  parts: AsyncIterable<readonly EngineDeferredPart[]>,
  listeners: Listeners,
): AsyncGenerator<readonly EngineDeferredPart[]> {
  for await (const incremental of parts) {
    for (const { errors } of incremental) {
      if (errors?.length) {
        await listeners.didEncounterSubsequentErrors(errors.map((error) => new FinalError(error)));
      }
    }
    await listeners.willSendSubsequentPayload({ incremental, hasNext: true });
    yield incremental;
  }
  await listeners.willSendSubsequentPayload({ hasNext: false });
}
