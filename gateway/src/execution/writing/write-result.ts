import type { EngineResult } from '../engine.ts';
import { writeData } from './write-data.ts';

/**
 * Writes a response as JSON, the data by itself where that spares work.
 * @throws GraphQLError `ANSWER_TOO_LARGE`
 */
export function writeResult(result: EngineResult): string {
  const { data, errors, extensions } = result;
  return !data || errors || extensions ? JSON.stringify(result) : `{"data":${writeData(data)}}`;
}
