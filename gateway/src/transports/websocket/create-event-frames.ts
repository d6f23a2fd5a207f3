import { writeFrame } from './text-frame.ts';

/** Writes the events of subscriptions as frames. */
export interface EventFrames {
  /** The frame of a `next` message: what is the client's own, the event as JSON, and the closing brace. */
  write(prefix: string, event: string): Buffer;
}

const brace = '}'.charCodeAt(0);

/** An event goes to all who share its subscription, one after the other: its bytes are kept until the next one comes. */
export function createEventFrames(): EventFrames {
  let last = '';
  let bytes = Buffer.alloc(0);
  return {
    write(prefix, event) {
      if (event !== last) {
        last = event;
        bytes = Buffer.from(event);
      }
      const prefixLength = Buffer.byteLength(prefix);
      return writeFrame(prefixLength + bytes.length + 1, (data) => {
        data.write(prefix);
        data.set(bytes, prefixLength);
        data[data.length - 1] = brace;
      });
    },
  };
}
