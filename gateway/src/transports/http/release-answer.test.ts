import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { startTestGateway } from '../../testing/start-test-gateway.ts';
import { startTicker } from '../../testing/start-ticker.ts';
import type { OperationContext } from '../operation-context.ts';

test('what a plugin takes out of an answer stays with it, and nothing else does when the answer has been sent', async () => {
  const contexts: GraphQLRequestContextWillSendResponse<OperationContext>[] = [];
  const taken: unknown[] = [];
  const plugin: ApolloServerPlugin<OperationContext> = {
    requestDidStart: async () => ({
      willSendResponse: async (context) => {
        const { body } = context.response;
        contexts.push(context);
        taken.push(body.kind === 'single' && body.singleResult.data);
      },
    }),
  };
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, plugins: [plugin] });
  const query = '{ last { n } }';
  const answers = await Promise.all([1, 2, 3].map(() => gateway.post({ query })));
  const data = { last: { n: 1 } };
  for (const { body } of answers) assert.deepEqual(body, { data });
  assert.deepEqual(taken, [data, data, data]);
  for (const { response } of contexts) assert.deepEqual(response.body, { kind: 'single', singleResult: {} });
});
