import { ServerResponse } from 'node:http';
import type { WrittenAnswer } from '../../../execution/writing/written-answer.ts';
import { giveMemory, takeMemory } from '../../../values/reused-memory.ts';

/** A shorter text leaves together with the headers; a longer one is quicker as bytes. */
const maxJoinedLength = 16 * 1024;
/** What is larger gets memory of its own. */
const maxReusedLength = 16 * 1024 * 1024;

const encoder = new TextEncoder();
const { write, end } = ServerResponse.prototype;

/** Ends a response, whose head is set, with a text. */
export function sendText(response: ServerResponse, text: string): void {
  if (text.length <= maxJoinedLength) response.end(text);
  else if (text.length > maxReusedLength || !isUnchanged(response)) response.end(Buffer.from(text));
  else sendFromMemory(response, text);
}

function sendFromMemory(response: ServerResponse, text: string): void {
  const memory = takeMemory(text.length);
  const { read, written } = encoder.encodeInto(text, memory);
  if (read < text.length) {
    // Letters of several bytes.
    giveMemory(memory);
    response.end(Buffer.from(text));
    return;
  }
  // Then the system has the bytes. Memory whose client goes before is left to the collector.
  response.once('finish', () => giveMemory(memory));
  response.end(memory.subarray(0, written));
}

/** Ends a response, whose head is set, with an answer that is kept as bytes. */
export function sendBytes(response: ServerResponse, answer: WrittenAnswer): void {
  if (answer.isBorrowed && isUnchanged(response)) response.once('finish', () => answer.release());
  response.end(answer.bytes);
}

/** Who stands in front of a server, as middleware does, may keep what it is given to write. */
function isUnchanged(response: ServerResponse): boolean {
  return response.end === end && response.write === write;
}
