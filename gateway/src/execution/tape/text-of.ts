import type { Tape } from './tape.ts';
import { endCell, startCell, type TapeValue } from './values.ts';

/** The JSON of a value as the subgraph sent it, without what was merged into it. */
export function textOf({ heap: { bytes, cells } }: Tape, value: TapeValue): string {
  return bytes.toString('utf8', cells[value + startCell], cells[value + endCell]);
}
