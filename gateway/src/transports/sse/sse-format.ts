import type { StreamFormat } from '../http/writing/stream-format.ts';

const event = (json: string) => `event: next\ndata: ${json}\n\n`;

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
  event,
  failure: (errors) => event(JSON.stringify({ errors })),
  ending: 'event: complete\ndata:\n\n',
  dismissal: '',
  carriesAnswers: true,
};
