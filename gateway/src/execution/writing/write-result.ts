import type { EngineResult } from '../engine.ts';
import { findWritten } from './create-result.ts';
import type { WrittenAnswer } from './written-answer.ts';

/** What was written of a response that is its data alone: it can be sent as it is. */
export function findWhole(result: EngineResult): WrittenAnswer | undefined {
  for (const name in result) if (name !== 'data') return undefined;
  return findWritten(result);
}

/** Writes a response as JSON, in bytes that nobody else writes to. */
export function writeResultBytes(result: EngineResult): Buffer {
  const whole = findWhole(result);
  if (whole === undefined) return joinPieces(writePieces(result));
  return whole.isBorrowed ? Buffer.from(whole.bytes) : whole.bytes;
}

/** Writes a response as JSON. */
export function writeResult(result: EngineResult): string {
  return findWhole(result)?.text ?? writePieces(result).join('');
}

/** A JSON text in pieces. */
export type JsonPieces = readonly (string | Buffer)[];

/** Writes a response, or a part of one, as JSON around what the engine wrote of it. */
export function writePieces(result: object): JsonPieces {
  const answer = findWritten(result);
  if (answer === undefined) return [JSON.stringify(result)];
  const pieces: (string | Buffer)[] = [];
  let before = '{';
  for (const name in result) {
    const json = name === 'data' ? answer.data : JSON.stringify((result as Record<string, unknown>)[name]);
    if (json === undefined) continue;
    pieces.push(`${before}${JSON.stringify(name)}:`, json);
    before = ',';
  }
  pieces.push('}');
  return pieces;
}

/** Writes the data of a response, or of a part of one, as JSON. */
export function writeData(result: EngineResult): JsonPieces[number] {
  return findWritten(result)?.data ?? JSON.stringify(result.data ?? null);
}

/** Puts a JSON text together. */
export function joinPieces(pieces: JsonPieces): Buffer {
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
}
