import type { EngineResult } from '../engine.ts';
import { writeData } from './write-data.ts';
import { findWriting } from './writing.ts';

/**
 * Writes a response as JSON, the data by itself where that spares work.
 * @throws GraphQLError `ANSWER_TOO_LARGE`
 */
export function writeResult(result: EngineResult): string {
  const { data, errors, extensions } = result;
  return !data || errors || extensions ? JSON.stringify(result) : `{"data":${writeData(data)}}`;
}

/**
 * The same as bytes, once for all who get the same data; undefined where one alone gets it.
 * @throws GraphQLError `ANSWER_TOO_LARGE`
 */
export function writeSharedResult(result: EngineResult): Buffer | undefined {
  const { data, errors, extensions } = result;
  const writing = data && !errors && !extensions ? findWriting(data) : undefined;
  if (!writing?.isShared) return undefined;
  writing.bytes ??= Buffer.from(writeResult(result));
  return writing.bytes;
}
