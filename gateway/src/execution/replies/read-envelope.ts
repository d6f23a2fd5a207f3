import type { EngineEvent } from '../engine.ts';
import { keyOf, Names } from '../tape/names.ts';
import { Tape } from '../tape/tape.ts';
import { toJavaScript } from '../tape/to-javascript.ts';
import { endCell, find, isObject, startCell, type TapeValue } from '../tape/values.ts';

/** A message that may carry an event. */
export interface Envelope {
  /** What it says beside the event, of what was asked for. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Its payload, where that is an object. */
  readonly event: EngineEvent | undefined;
}

/** Reads a JSON text, in UTF-8 where it is bytes; undefined when it is no object. @throws SyntaxError when it is no JSON */
export type ReadEnvelope = (json: string | Uint8Array) => Envelope | undefined;

/** Creates a reader of the messages of one protocol, which makes no objects of what they carry. */
export function createReadEnvelope(wanted: readonly string[]): ReadEnvelope {
  const names = new Names(() => false);
  const keys = wanted.map((name) => [name, names.keyOf(name)] as const);
  const payloadKey = names.keyOf('payload');
  return (json) => {
    using tape = new Tape(names);
    const message = typeof json === 'string' ? tape.read(json) : tape.readBytes(json);
    const { cells } = tape.heap;
    if (!isObject(cells, message)) return undefined;
    const members: Record<string, unknown> = {};
    for (const [name, key] of keys) members[name] = toJavaScript(tape, find(cells, message, key));
    const payload = find(cells, message, payloadKey);
    return { members, event: isObject(cells, payload) ? takeEvent(tape, payload) : undefined };
  };
}

function takeEvent(tape: Tape, payload: TapeValue): EngineEvent {
  const { cells, bytes } = tape.heap;
  const extensions = find(cells, payload, keyOf.extensions);
  const json = Buffer.from(bytes.subarray(cells[payload + startCell], cells[payload + endCell]));
  if (!isObject(cells, extensions)) return { json, extensions: undefined };
  return { json, extensions: toJavaScript(tape, extensions) as Record<string, unknown> };
}
