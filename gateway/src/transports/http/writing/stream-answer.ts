import type { ServerResponse } from 'node:http';
import type { StreamFormat } from './stream-format.ts';
import { beginStream } from './stream-subscription.ts';

/** Writes an answer, JSON in UTF-8, as a stream of one event. */
export function streamAnswer(response: ServerResponse, answer: Buffer, format: StreamFormat): void {
  beginStream(response, format);
  response.write(format.event(answer));
  response.end(format.ending);
}
