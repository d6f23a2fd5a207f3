import type { Repeats } from '../shaping/completion.ts';

/** What spares work when the data of an answer is written as JSON. The text is the same without it. */
export interface Writing {
  /** What several places of the data have in common. */
  readonly repeats: Pick<Repeats, 'results' | 'holders'> | undefined;
  /** Whether several requests get the data, so that its text is worth keeping. */
  isShared: boolean;
  text: string | undefined;
  /** Of the whole answer, where it is the data alone. */
  bytes: Buffer | undefined;
}

/** Apollo Server's pipeline hands on the data alone. A WeakMap would keep texts alive for a collection too long. */
const writingKey = Symbol('writing');

type Annotated = { [writingKey]?: Writing };

export function findWriting(data: object): Writing | undefined {
  return (data as Annotated)[writingKey];
}

/** Attaches what helps to write data, out of sight of whoever lists, compares or copies its properties. */
export function attachWriting(data: object, repeats: Writing['repeats']): Writing {
  const writing: Writing = { repeats, isShared: false, text: undefined, bytes: undefined };
  Object.defineProperty(data, writingKey, { value: writing });
  return writing;
}

/** Notes that several requests get the data. */
export function shareWriting(data: object): void {
  (findWriting(data) ?? attachWriting(data, undefined)).isShared = true;
}
