import type { GraphQLFormattedError } from 'graphql';
import { gatewayErrors } from '../../errors.ts';
import type { StreamFormat } from '../http/writing/stream-format.ts';
import { writeOnce } from '../http/writing/write-once.ts';

const head = '\r\ncontent-type: application/json\r\n\r\n';
const boundary = '\r\n--graphql';
const [beforeEvent, afterEvent] = [Buffer.from(`${head}{"payload":`), Buffer.from(`}${boundary}`)];
const part = (json: string) => head + json + boundary;
const failure = (errors: readonly GraphQLFormattedError[]) => part(JSON.stringify({ payload: null, errors }));
const stopping = {
  message: gatewayErrors.table.SUBSCRIPTION_GATEWAY_STOPPING.message,
  extensions: { code: 'SUBSCRIPTION_GATEWAY_STOPPING' },
};

/** Parts of a body, as Apollo Client and Sandbox read them (https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol). */
export const multipartFormat: StreamFormat = {
  transport: 'multipart',
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
  opening: `\r\n--graphql${part('{}')}`,
  heartbeat: part('{}'),
  heartbeatMs: 5_000,
  event: writeOnce((json) => Buffer.concat([beforeEvent, json, afterEvent])),
  failure,
  ending: '--\r\n',
  dismissal: `${failure([stopping])}--\r\n`,
  carriesAnswers: false,
};
