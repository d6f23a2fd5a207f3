import type { StreamFormat } from '../http/writing/stream-format.ts';
import { writeOnce } from '../http/writing/write-once.ts';

const head = Buffer.from('event: next\ndata: ');
const end = Buffer.from('\n\n');
const [lineFeed, carriageReturn, space] = [0x0a, 0x0d, 0x20];

function writeEvent(json: Buffer): Buffer {
  const event = Buffer.concat([head, json, end]);
  const data = event.subarray(head.length, -end.length);
  // Each would end the data. In JSON they are white space.
  for (const byte of [lineFeed, carriageReturn])
    for (let at = data.indexOf(byte); at >= 0; at = data.indexOf(byte, at)) data[at] = space;
  return event;
}

/**
 * Server-sent events in the distinct connections mode of
 * https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverSSE.md. A stream that ends without
 * `complete` is one that the client is to open again.
 */
export const sseFormat: StreamFormat = {
  transport: 'sse',
  contentType: 'text/event-stream; charset=utf-8',
  opening: ':\n\n',
  heartbeat: ':\n\n',
  heartbeatMs: 12_000,
  event: writeOnce(writeEvent),
  failure: (errors) => writeEvent(Buffer.from(JSON.stringify({ errors }))).toString(),
  ending: 'event: complete\ndata:\n\n',
  dismissal: '',
  carriesAnswers: true,
};
