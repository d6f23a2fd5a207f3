import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import { leaveOnFailure } from '../leave-on-failure.ts';
import type { Subscriber } from '../operation-context.ts';
import type { AnswerOperationOptions, ReadRequest } from './answer-operation.ts';
import { streamAnswer } from './stream-answer.ts';
import type { StreamFormat } from './stream-format.ts';
import { streamSubscription } from './stream-subscription.ts';

/** Runs an operation for a client that takes a stream: a subscription as that, others as one answer. */
export async function answerWithStream(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  { headers, search, body, openSignal, deadlineMs }: ReadRequest,
  options: AnswerOperationOptions & { readonly format: StreamFormat },
): Promise<void> {
  const { service, format } = options;
  const identity = options.authenticate(headers['authorization']);
  identity.catch(() => undefined);
  const subscriber: Subscriber = {};
  const answer = await leaveOnFailure(
    subscriber,
    service.apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? 'POST',
        // Apollo Server insists on a media type that it knows.
        headers: new HeaderMap([...Object.entries(headers), ['accept', 'application/json']]),
        search,
        body,
      },
      context: async () => ({
        identity: await identity,
        headers,
        signal: openSignal(),
        deadlineMs,
        subscriber,
      }),
    }),
  );
  const { subscription } = subscriber;
  if (response.destroyed || request.socket.destroyed) subscription?.[Symbol.dispose]();
  else if (subscription && !failed(answer))
    streamSubscription(response, subscription, { ...options.streams, format });
  else {
    subscription?.[Symbol.dispose]();
    send(response, answer, format);
  }
}

/** A plugin may still refuse a subscription that could run. */
function failed({ status, body }: HTTPGraphQLResponse): boolean {
  return (status ?? 200) !== 200 || body.kind !== 'complete' || !body.string.startsWith('{"data":{}');
}

function send(
  response: ServerResponse,
  { status = 200, headers, body }: HTTPGraphQLResponse,
  format: StreamFormat,
): void {
  if (body.kind !== 'complete') throw new TypeError('Incremental delivery of an answer that is not');
  if (format.carriesAnswers && (status === 200 || status === 400) && body.string.startsWith('{')) {
    streamAnswer(response, body.string.trim(), format);
    return;
  }
  for (const [name, value] of headers) response.setHeader(name, value);
  response.statusCode = status;
  response.end(body.string);
}
