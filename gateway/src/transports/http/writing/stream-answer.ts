import type { ServerResponse } from 'node:http';
import type { StreamFormat } from './stream-format.ts';
import { beginStream } from './stream-subscription.ts';

/** Writes an answer, JSON text, as a stream of one event. */
export function streamAnswer(response: ServerResponse, answer: string, format: StreamFormat): void {
  beginStream(response, format);
  response.end(format.event(answer) + format.ending);
}
