import { type PingMessage, validateMessage } from 'graphql-ws';
import { parseJson } from '../../values/parse-json.ts';

/** Ids go out with each event and are kept meanwhile. */
const maxIdLength = 255;

/** What a client says of itself is kept for as long as its socket is open; headers may be as long. */
const maxInitLength = 16 * 1024;

/** Undefined for what is no message of the protocol, or one of which too much would be kept. */
export function readMessage(text: string) {
  try {
    const message = validateMessage(parseJson(text));
    if ('id' in message && message.id.length > maxIdLength) return undefined;
    return message.type === 'connection_init' && text.length > maxInitLength ? undefined : message;
  } catch {
    return undefined;
  }
}

/** Undefined for a payload that is nested too deep to be written. */
export function writePong(payload: PingMessage['payload']): string | undefined {
  try {
    return JSON.stringify({ type: 'pong', payload });
  } catch {
    return undefined;
  }
}

/** The beginning of a `next` message for an id as JSON; the payload and a closing brace follow. */
export function beginNext(id: string): string {
  return `{"id":${id},"type":"next","payload":`;
}
