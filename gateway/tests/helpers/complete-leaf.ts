import type { GraphQLLeafType } from 'graphql';
import { compileLeaf } from '../../src/execution/shaping/compile-leaf.ts';
import { Names } from '../../src/execution/tape/names.ts';
import { Tape } from '../../src/execution/tape/tape.ts';
import { AnswerWriter } from '../../src/execution/writing/answer-writer.ts';

/** What becomes of a value of a type, both as JSON; undefined when it does not fit. */
export function completeLeaf(type: GraphQLLeafType, json: string): string | undefined {
  using tape = new Tape(new Names(() => false));
  using writer = new AnswerWriter(tape.heap);
  return compileLeaf(type)(tape, tape.read(json), writer) ? writer.read() : undefined;
}
