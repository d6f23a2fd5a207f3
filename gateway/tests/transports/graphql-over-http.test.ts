import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

/** What a server may leave out, and we do. The suite sends GET requests that any page could make a browser send. */
const leftOut = new Map([
  ['5A70', 'a GET request needs a header that makes a browser ask first: CSRF prevention'],
  ['D6D5', 'a GET request needs a header that makes a browser ask first: CSRF prevention'],
  ['6A70', 'a GET request needs a header that makes a browser ask first: CSRF prevention'],
]);

test('the conformance suite of GraphQL over HTTP passes, but for what is left out for a reason', async (t) => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  for (const { id, name, fn } of serverAudits({ url: gateway.url })) {
    const reason = leftOut.get(id);
    await t.test(`${id} ${name}${reason ? ` (left out: ${reason})` : ''}`, async () => {
      const result = await fn();
      assert.equal(
        result.status,
        reason ? 'notice' : 'ok',
        'reason' in result ? String(result.reason) : undefined,
      );
    });
  }
});

test('a GET request with the header that CSRF prevention asks for is answered', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const url = new URL(gateway.url);
  url.searchParams.set('query', 'query ($text: String) { echo(text: $text) }');
  url.searchParams.set('variables', '{"text":"hello"}');
  const response = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } });
  assert.deepEqual(await response.json(), { data: { echo: 'hello' } });
  url.searchParams.set('query', 'mutation { reset }');
  const mutation = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } });
  assert.equal(mutation.status, 405);
  assert.equal(mutation.headers.get('allow'), 'POST');
});
