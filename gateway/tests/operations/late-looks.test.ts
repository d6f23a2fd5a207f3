import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const letters = [...'abcdefgh'];

test('a plugin that looks at an answer when it has been sent sees that answer, and none of another client', async () => {
  await using ticker = await startTicker();
  const kept: { readonly data?: unknown }[] = [];
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: { RESPONSE_CACHE: 'false' },
    plugins: [
      {
        requestDidStart: async () => ({
          async willSendResponse({ response: { body } }) {
            if (body.kind === 'single') kept.push(body.singleResult);
          },
        }),
      },
    ],
  });
  const textOf = (letter: string) => letter.repeat(30_000);
  const query = 'query ($text: String) { echo(text: $text) }';
  for (const coding of ['identity', 'gzip']) {
    kept.length = 0;
    for (const letter of letters) {
      const operation = { query, variables: { text: textOf(letter) } };
      const { body } = await gateway.post(operation, { 'accept-encoding': coding });
      assert.deepEqual(body, { data: { echo: textOf(letter) } });
    }
    assert.deepEqual(
      kept.map(({ data }) => data),
      letters.map((letter) => ({ echo: textOf(letter) })),
    );
  }
});
