/** The final frame of a text message (https://www.rfc-editor.org/rfc/rfc6455#section-5.2). */
const finalText = 0x81;
const lengthIn16Bits = 126;
const lengthIn64Bits = 127;

/** Begins the frame of a server's text message: unmasked, uncompressed. `at` is where its `length` bytes are to go. */
export function beginTextFrame(length: number): { readonly frame: Buffer; readonly at: number } {
  if (length < lengthIn16Bits) {
    const frame = Buffer.allocUnsafe(2 + length);
    frame[0] = finalText;
    frame[1] = length;
    return { frame, at: 2 };
  }
  if (length < 2 ** 16) {
    const frame = Buffer.allocUnsafe(4 + length);
    frame[0] = finalText;
    frame[1] = lengthIn16Bits;
    frame.writeUInt16BE(length, 2);
    return { frame, at: 4 };
  }
  const frame = Buffer.allocUnsafe(10 + length);
  frame[0] = finalText;
  frame[1] = lengthIn64Bits;
  frame.writeBigUInt64BE(BigInt(length), 2);
  return { frame, at: 10 };
}

/** Writes a whole text message as one frame. */
export function writeTextFrame(text: string): Buffer {
  const { frame, at } = beginTextFrame(Buffer.byteLength(text));
  frame.write(text, at);
  return frame;
}
