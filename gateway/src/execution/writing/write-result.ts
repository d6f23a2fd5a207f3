import type { EngineResult } from '../engine.ts';
import { findWritten } from './create-result.ts';
import type { WrittenAnswer } from './written-answer.ts';

/** What was written of a response that is its data alone: it can be sent as it is. */
export function findWhole(result: EngineResult): WrittenAnswer | undefined {
  for (const name in result) if (name !== 'data') return undefined;
  return findWritten(result);
}

/** Writes a response as JSON, in bytes that nobody else has. */
export function writeResultBytes(result: EngineResult): Buffer {
  const whole = findWhole(result);
  return Buffer.from(whole && !whole.isText ? whole.bytes : writeResult(result));
}

/** Writes a response as JSON. */
export function writeResult(result: EngineResult): string {
  const whole = findWhole(result);
  if (whole) return whole.text;
  const answer = findWritten(result);
  if (answer === undefined) return JSON.stringify(result);
  let members = '';
  for (const name in result) {
    const json =
      name === 'data' ? answer.dataText : JSON.stringify((result as Record<string, unknown>)[name]);
    if (json !== undefined) members += `${members && ','}${JSON.stringify(name)}:${json}`;
  }
  return `{${members}}`;
}
