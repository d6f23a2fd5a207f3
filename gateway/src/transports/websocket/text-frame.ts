import * as ws from 'ws';

/** The part of ws that writes frames; its types leave it out. */
interface FrameWriter {
  frame(data: Buffer, options: typeof textFrame): [head: Buffer, data: Buffer];
}

const { Sender } = ws as unknown as { readonly Sender: FrameWriter };

/** The final frame of a server's text message: unmasked, uncompressed (https://www.rfc-editor.org/rfc/rfc6455#section-5.2). */
const textFrame = { opcode: 1, fin: true, rsv1: false, mask: false, readOnly: false };

const maxHeadLength = 10;

/**
 * Writes a text message of `length` bytes as one frame. ws makes the head, but its socket would be given each event as a
 * string: an event goes to many, whose frames differ in their id alone, so its bytes are made once and copied; and head and data are
 * one buffer, since two writes a client cost more than all the rest.
 */
export function writeFrame(length: number, fill: (data: Buffer) => void): Buffer {
  const buffer = Buffer.allocUnsafe(maxHeadLength + length);
  const data = buffer.subarray(maxHeadLength);
  fill(data);
  const [head] = Sender.frame(data, textFrame);
  const at = maxHeadLength - head.length;
  buffer.set(head, at);
  return buffer.subarray(at);
}

/** Writes a whole text message as one frame. */
export function writeTextFrame(text: string): Buffer {
  return writeFrame(Buffer.byteLength(text), (data) => data.write(text));
}
