import { getOrInsert } from '../../../values/get-or-insert.ts';
import type { TapeHeap } from '../../tape/tape-heap.ts';
import type { TapeValue } from '../../tape/values.ts';
import { AnswerWriter } from '../../writing/answer-writer.ts';

const commaLength = 1;

/**
 * What a call asks for: entities in groups, each with one representation, since those that have the same are one for the subgraph.
 * Most groups are one entity, and there may be many: they are integers, and their representations one text.
 */
export class EntityList {
  /** The first entity of each group. */
  readonly firsts: TapeValue[] = [];
  /** The other ones, by the position of their group. */
  #others: Map<number, TapeValue[]> | undefined;
  /** Where each representation ends in their text, in bytes. */
  readonly #ends: number[] = [];
  /** Where representations are written as long as there may come more. */
  #writer: AnswerWriter | undefined;
  #text = '';
  /** The same in bytes, for who looks at one where characters take several. */
  #bytes: Buffer | undefined;

  get length(): number {
    return this.firsts.length;
  }

  /** The representations, as JSON with commas between them. */
  get text(): string {
    return this.#text;
  }

  /** Where the representation of the next group is to be written; what was written without a group is taken back. */
  beginNext(heap: TapeHeap): AnswerWriter {
    this.#writer ??= new AnswerWriter(heap);
    this.#writer.truncate(this.#ends.at(-1) ?? 0);
    if (this.length > 0) this.#writer.comma();
    return this.#writer;
  }

  /** What was written since then. */
  readNext(): string {
    return this.#writer?.read(this.#startOf(this.length)) ?? '';
  }

  /** Adds a group of one entity that has the representation just written: its position. */
  add(entity: TapeValue): number {
    this.#ends.push(this.#writer?.length ?? 0);
    return this.firsts.push(entity) - 1;
  }

  /** Adds an entity to a group. */
  join(position: number, entity: TapeValue): void {
    this.#others ??= new Map();
    getOrInsert(this.#others, position, () => []).push(entity);
  }

  /** There come no more: gives back the memory that they were written in. */
  close(): void {
    const writer = this.#writer;
    if (!writer) return;
    writer.truncate(this.#ends.at(-1) ?? 0);
    this.#text = writer.read();
    this.discard();
  }

  /** Gives the memory back, and keeps nothing. */
  discard(): void {
    this.#writer?.[Symbol.dispose]();
    this.#writer = undefined;
  }

  /** The entities of a group but the first. */
  othersAt(position: number): readonly TapeValue[] | undefined {
    return this.#others?.get(position);
  }

  /** The entities of a group. */
  at(position: number): readonly TapeValue[] {
    return [this.firsts[position] as TapeValue, ...(this.othersAt(position) ?? [])];
  }

  /** The entities of all groups. */
  all(): readonly TapeValue[] {
    return this.#others ? this.firsts.flatMap((_, position) => this.at(position)) : this.firsts;
  }

  representationAt(position: number): string {
    const start = this.#startOf(position);
    const end = this.#ends[position] as number;
    // Then each character is a byte.
    if (this.#text.length === this.#ends.at(-1)) return this.#text.slice(start, end);
    this.#bytes ??= Buffer.from(this.#text);
    return this.#bytes.toString('utf8', start, end);
  }

  /** The representations one by one. */
  representations(): readonly string[] {
    return this.firsts.map((_, position) => this.representationAt(position));
  }

  /** Those groups alone that are told to stay. */
  filter(stays: (position: number) => boolean): EntityList {
    let staying: number[] | undefined;
    for (let position = 0; position < this.length; position++) {
      if (stays(position)) staying?.push(position);
      else staying ??= Array.from({ length: position }, (_, index) => index);
    }
    if (staying === undefined) return this;
    const left = new EntityList();
    const texts = staying.map((position) => this.representationAt(position));
    let end = -commaLength;
    for (const [index, position] of staying.entries()) {
      for (const other of this.othersAt(position) ?? []) left.join(index, other);
      left.firsts.push(this.firsts[position] as TapeValue);
      end += commaLength + Buffer.byteLength(texts[index] ?? '');
      left.#ends.push(end);
    }
    left.#text = texts.join();
    return left;
  }

  #startOf(position: number): number {
    return position === 0 ? 0 : (this.#ends[position - 1] as number) + commaLength;
  }
}
