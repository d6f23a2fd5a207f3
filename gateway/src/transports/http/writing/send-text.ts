import { ServerResponse } from 'node:http';

/** A shorter text leaves together with the headers; a longer one is quicker as bytes. */
const maxJoinedLength = 16 * 1024;
/** Of each piece of memory; what is larger gets memory of its own. */
const pieceBytes = 128 * 1024;
const maxPieces = 64;

const encoder = new TextEncoder();
const { write, end } = ServerResponse.prototype;

/** Memory that answers have left: making it anew costs four times what writing an answer into it does. */
const free: Uint8Array[] = [];

/** Ends a response, whose head is set, with a text. */
export function sendText(response: ServerResponse, text: string): void {
  if (text.length <= maxJoinedLength) response.end(text);
  else if (text.length > pieceBytes || !isUnchanged(response)) response.end(Buffer.from(text));
  else sendFromMemory(response, text);
}

function sendFromMemory(response: ServerResponse, text: string): void {
  const piece = free.pop() ?? new Uint8Array(pieceBytes);
  const { read, written } = encoder.encodeInto(text, piece);
  if (read < text.length) {
    giveBack(piece);
    response.end(Buffer.from(text));
    return;
  }
  // Then the system has the bytes. One whose client goes before is left to the collector.
  response.once('finish', () => giveBack(piece));
  response.end(piece.subarray(0, written));
}

function giveBack(piece: Uint8Array): void {
  if (free.length < maxPieces) free.push(piece);
}

/** Who stands in front of a server, as middleware does, may keep what it is given to write. */
function isUnchanged(response: ServerResponse): boolean {
  return response.end === end && response.write === write;
}
