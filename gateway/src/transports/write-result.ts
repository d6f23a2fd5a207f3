import type { FormattedExecutionResult } from 'graphql';
import { writeData } from '../execution/write-data.ts';

/** Writes a response as JSON, the data by itself where that spares work. */
export function writeResult(result: FormattedExecutionResult): string {
  const { data, errors, extensions } = result;
  return !data || errors || extensions ? JSON.stringify(result) : `{"data":${writeData(data)}}`;
}
