import { beginNext } from './messages.ts';
import { writeTextFrame } from './text-frame.ts';

/** Writes the events of subscriptions as frames. */
export interface EventFrames {
  /**
   * The frame of a `next` message, of the client's id, as JSON, and the event, as JSON in UTF-8. What it is written to is written over by
   * the next one, unless `keep` is called before.
   */
  write(id: string, event: Buffer): Buffer;
  /** Leaves the last frame to whoever still needs it. */
  keep(): void;
}

interface LastFrame {
  readonly event: Buffer;
  readonly idLength: number;
  readonly frame: Buffer;
  readonly idAt: number;
}

/** Where the id begins in the text of a `next` message. */
const idOffset = beginNext('').indexOf(',');

/**
 * An event goes to all who share its subscription, one after the other, in frames that differ in the id alone: it is all that
 * is written for each. Nearly every client has taken its frame when the next one is written.
 */
export function createEventFrames(): EventFrames {
  let last: LastFrame | undefined;
  return {
    write(id, event) {
      const idLength = Buffer.byteLength(id);
      if (last?.event === event && last.idLength === idLength) last.frame.write(id, last.idAt);
      else {
        const frame = writeTextFrame(beginNext(id), event, '}');
        const textLength = beginNext('').length + idLength + event.length + 1;
        last = { event, idLength, frame, idAt: frame.length - textLength + idOffset };
      }
      return last.frame;
    },
    keep() {
      last = undefined;
    },
  };
}
