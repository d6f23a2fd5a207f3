import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';
import { ExactNumber, readNumber } from '../../values/exact-number.ts';
import { isDeeper } from '../../values/is-deeper.ts';
import type { Tape } from '../tape/tape.ts';
import { textOf } from '../tape/text-of.ts';
import { toJavaScript } from '../tape/to-javascript.ts';
import { endCell, escaped, fraction, kinds, long, startCell, type TapeValue } from '../tape/values.ts';
import type { AnswerWriter } from '../writing/answer-writer.ts';
import type { WriteLeaf } from './completion.ts';

const maxInt = 2 ** 31;

/** No number of fewer digits is beyond an Int. */
const safeDigits = 9;

/** What is nested deeper cannot be read by many clients. */
const maxLevels = 1_000;

const quote = 0x22;

/** Compiles the check of a scalar or an enum, and writes it as it came; a custom scalar takes any value that can be written. */
export function compileLeaf(type: GraphQLLeafType): WriteLeaf {
  if (isEnumType(type)) return compileEnum(type.getValues().map(({ name }) => name));
  if (!isSpecifiedScalarType(type)) return writeAny;
  switch (type.name) {
    case 'Int':
      return writeInt;
    case 'Float':
      return writeFloat;
    case 'Boolean':
      return writeBoolean;
    case 'ID':
      return writeId;
    default:
      return writeString;
  }
}

function writeAsItIs({ heap: { cells } }: Tape, value: TapeValue, writer: AnswerWriter): true {
  writer.copy(cells[value + startCell] as number, cells[value + endCell] as number);
  return true;
}

const writeString: WriteLeaf = (tape, value, writer) =>
  ((tape.heap.cells[value] as number) & 7) === kinds.string && writeAsItIs(tape, value, writer);

const writeBoolean: WriteLeaf = (tape, value, writer) => {
  const kind = (tape.heap.cells[value] as number) & 7;
  return (kind === kinds.true || kind === kinds.false) && writeAsItIs(tape, value, writer);
};

const writeInt: WriteLeaf = (tape, value, writer) => {
  const { cells } = tape.heap;
  const head = cells[value] as number;
  if ((head & 7) !== kinds.number) return false;
  const length = (cells[value + endCell] as number) - (cells[value + startCell] as number);
  if ((head & fraction) === 0 && length <= safeDigits) return writeAsItIs(tape, value, writer);
  const number = Number(textOf(tape, value));
  if (!Number.isInteger(number) || number < -maxInt || number >= maxInt) return false;
  writer.text(String(number));
  return true;
};

const writeFloat: WriteLeaf = (tape, value, writer) => {
  const head = tape.heap.cells[value] as number;
  if ((head & 7) !== kinds.number) return false;
  if ((head & long) !== 0 && !Number.isFinite(Number(textOf(tape, value)))) return false;
  return writeAsItIs(tape, value, writer);
};

const writeId: WriteLeaf = (tape, value, writer) => {
  const head = tape.heap.cells[value] as number;
  if ((head & 7) === kinds.string) return writeAsItIs(tape, value, writer);
  if ((head & 7) !== kinds.number) return false;
  if ((head & fraction) === 0) {
    writer.byte(quote);
    writeAsItIs(tape, value, writer);
    writer.byte(quote);
    return true;
  }
  const number = readNumber(textOf(tape, value));
  if (number instanceof ExactNumber || !Number.isInteger(number)) return false;
  writer.text(`"${number}"`);
  return true;
};

const writeAny: WriteLeaf = (tape, value, writer) => {
  if (tape.levels > maxLevels && isDeeper(toJavaScript(tape, value), maxLevels)) return false;
  return writeAsItIs(tape, value, writer);
};

function compileEnum(names: readonly string[]): WriteLeaf {
  const all = new Set<unknown>(names);
  /** By length: a value of the schema is in ASCII. */
  const bytesByLength = Map.groupBy(
    names.map((name) => Buffer.from(name)),
    ({ length }) => length,
  );
  return (tape, value, writer) => {
    const { bytes, cells } = tape.heap;
    const head = cells[value] as number;
    if ((head & 7) !== kinds.string) return false;
    if ((head & escaped) !== 0) {
      const name = JSON.parse(textOf(tape, value));
      if (!all.has(name)) return false;
      writer.text(`"${name}"`);
      return true;
    }
    const start = (cells[value + startCell] as number) + 1;
    const same = bytesByLength.get((cells[value + endCell] as number) - start - 1);
    return same?.some((name) => isAt(bytes, start, name)) === true && writeAsItIs(tape, value, writer);
  };
}

function isAt(bytes: Buffer, start: number, name: Buffer): boolean {
  for (let index = 0; index < name.length; index++) if (bytes[start + index] !== name[index]) return false;
  return true;
}
