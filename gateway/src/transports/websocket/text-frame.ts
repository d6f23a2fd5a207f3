import type { JsonPieces } from '../../execution/writing/write-result.ts';

/** FIN and the opcode of text. */
const finalText = 0x81;

/**
 * Writes a server's text message, of which the pieces follow each other, as one frame: unmasked, uncompressed (https://www.rfc-editor.org/rfc/rfc6455#section-5.2).
 * ws would write head and data apart, and two writes a client cost more than all the rest.
 */
export function writeTextFrame(...pieces: JsonPieces): Buffer {
  let length = 0;
  for (const piece of pieces) length += Buffer.byteLength(piece);
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headLength + length);
  frame[0] = finalText;
  if (headLength === 2) frame[1] = length;
  else if (headLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  let at = headLength;
  for (const piece of pieces)
    at += typeof piece === 'string' ? frame.write(piece, at) : piece.copy(frame, at);
  return frame;
}
