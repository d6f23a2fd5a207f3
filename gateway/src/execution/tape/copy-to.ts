import type { Tape } from './tape.ts';
import { endCell, startCell, type TapeValue } from './values.ts';

/** Reads a value anew, from the text that it came in: another tape, or another place on the same one, may have it as its own. */
export function copyTo(tape: Tape, { heap: { bytes, cells } }: Tape, value: TapeValue): TapeValue {
  return tape.readBytes(
    Buffer.from(bytes.subarray(cells[value + startCell] as number, cells[value + endCell] as number)),
  );
}
