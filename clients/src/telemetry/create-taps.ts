import type { SpanPlace } from './client-record.ts';
import { createPlace } from './create-ids.ts';
import type { Recorder } from './create-recorder.ts';

/** Makes what a user does the root of what it leads to. */
export interface Taps {
  /**
   * Says that a tap is dealt with, until the task that deals with it ends.
   * @param startMs when the user tapped, in milliseconds since 1970 by this device
   */
  begin(startMs: number): void;
  /** Takes part in the tap that is dealt with now; undefined without one. */
  join(): JoinedTap | undefined;
}

/** A tap that somebody takes part in. */
export interface JoinedTap extends SpanPlace {
  /** Says that this part is done: when all are, the tap is. To be called once. */
  end(): void;
}

/** Creates it; a tap that leads to nothing is not noted. */
export function createTaps(recorder: Pick<Recorder, 'span'>, now: () => number = Date.now): Taps {
  let current: { readonly place: SpanPlace; readonly startMs: number; parts: number } | undefined;
  return {
    begin(startMs) {
      const tap = { place: createPlace(), startMs, parts: 0 };
      current = tap;
      setTimeout(() => {
        if (current === tap) current = undefined;
      });
    },
    join() {
      const tap = current;
      if (!tap) return undefined;
      const { place, startMs } = tap;
      tap.parts += 1;
      return {
        ...place,
        end() {
          tap.parts -= 1;
          if (tap.parts > 0) return;
          const span = { name: 'tap', asks: false, hasFailed: false, attributes: {} };
          recorder.span({ ...place, ...span, startMs, endMs: now() });
        },
      };
    },
  };
}
