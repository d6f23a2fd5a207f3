import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApolloServerPlugin } from '@apollo/server';
import { createClient } from 'graphql-sse';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const query = 'subscription { ticked { n } }';

const refusing: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response }) => {
      if (response.body.kind !== 'single') return;
      response.body.singleResult = { errors: [{ message: 'Not today' }] };
    },
  }),
};

const failing: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async () => {
      throw new Error('The plugin is broken');
    },
  }),
};

for (const [name, plugin] of Object.entries({ refusing, failing })) {
  test(`a subscription that meets a ${name} plugin at the last moment takes no place`, async () => {
    await using ticker = await startTicker();
    await using gateway = await startTestGateway({
      sdl: ticker.sdl,
      plugins: [plugin],
      env: { MAX_SUBSCRIPTIONS: '1' },
    });
    const overHttp = createClient({ url: gateway.url, retryAttempts: 0 });
    const answers: string[] = [];
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const tell = (error: unknown) => JSON.stringify(error);
      answers.push(await Array.fromAsync(gateway.connect().iterate({ query })).then(tell, tell));
      answers.push(await Array.fromAsync(overHttp.iterate({ query })).then(tell, tell));
    }
    for (const answer of answers) assert.doesNotMatch(answer, /SUBSCRIPTION_LIMIT_EXCEEDED|"data"/);
    assert.equal(ticker.subscribers.length, 0);
    assert.deepEqual([gateway.subscriptions.upstreams, gateway.subscriptions.clients], [0, 0]);
  });
}
