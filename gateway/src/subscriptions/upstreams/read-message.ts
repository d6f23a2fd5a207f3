import { createReadEnvelope } from '../../execution/replies/read-envelope.ts';
import { parseJson } from '../../values/parse-json.ts';

const readEnvelope = createReadEnvelope(['type', 'id']);

/**
 * Reads a message of a subgraph, in UTF-8, as graphql-ws takes it: the payload of a `next` message is an event, or undefined where
 * it is no object.
 * @throws SyntaxError when it is no JSON
 */
export function readMessage(json: Buffer): unknown {
  const { members, event } = readEnvelope(json) ?? {};
  return members?.['type'] === 'next' ? { ...members, payload: event } : parseJson(json.toString());
}
