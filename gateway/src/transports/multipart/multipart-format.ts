import type { GraphQLFormattedError } from 'graphql';
import { gatewayErrors } from '../../errors.ts';
import type { StreamFormat } from '../http/writing/stream-format.ts';

const part = (json: string) => `\r\ncontent-type: application/json\r\n\r\n${json}\r\n--graphql`;
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
  event: (json) => part(`{"payload":${json}}`),
  failure,
  ending: '--\r\n',
  dismissal: `${failure([stopping])}--\r\n`,
  carriesAnswers: false,
};
