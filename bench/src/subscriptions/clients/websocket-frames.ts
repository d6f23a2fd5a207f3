/** Codes of frames (https://www.rfc-editor.org/rfc/rfc6455#section-5.2). */
export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 };

const finalBit = 0x80;
const maskBit = 0x80;

/** Writes a frame as a client has to, masked: with zeros, which change nothing and cost nothing. */
export function writeFrame(opcode: number, payload: string | Buffer): Buffer {
  const length = Buffer.byteLength(payload);
  if (length > 0xffff) throw new RangeError('The benchmark sends no frame of more than 64 KiB');
  const extended = length < 126 ? 0 : 2;
  const frame = Buffer.alloc(2 + extended + 4 + length);
  frame[0] = finalBit | opcode;
  frame[1] = maskBit | (extended ? 126 : length);
  if (extended) frame.writeUInt16BE(length, 2);
  frame.set(Buffer.from(payload), 2 + extended + 4);
  return frame;
}

/**
 * Reads the frames of a server from chunks that begin and end anywhere. `onFrame` has to copy what it keeps.
 * @throws RangeError for a fragmented message, which no server here has a reason to send
 */
export function createFrameReader(
  onFrame: (opcode: number, payload: Buffer) => void,
): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  return (chunk) => {
    const data = rest ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    for (;;) {
      const frame = locateFrame(data, at);
      if (!frame) break;
      at = frame.end;
      onFrame(frame.opcode, data.subarray(frame.begin, frame.end));
    }
    rest = at < data.length ? Buffer.from(data.subarray(at)) : undefined;
  };
}

/** Undefined when the frame at `at` is not there in full. */
function locateFrame(data: Buffer, at: number) {
  const first = data[at];
  const second = data[at + 1];
  if (first === undefined || second === undefined) return undefined;
  if (!(first & finalBit)) throw new RangeError('A message came in fragments');
  let begin = at + 2;
  let length = second;
  if (second === 126) {
    if (data.length < at + 4) return undefined;
    length = data.readUInt16BE(at + 2);
    begin += 2;
  } else if (second === 127) {
    if (data.length < at + 10) return undefined;
    length = Number(data.readBigUInt64BE(at + 2));
    begin += 8;
  }
  const end = begin + length;
  return end > data.length ? undefined : { opcode: first & 0x0f, begin, end };
}
