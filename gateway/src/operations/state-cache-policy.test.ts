import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApolloServerPlugin } from '@apollo/server';
import { startTestGateway } from '../../tests/helpers/start-test-gateway.ts';
import { startTicker } from '../../tests/helpers/start-ticker.ts';
import type { OperationContext } from './operation-context.ts';

/** What `Cache-Control` says of an answer for which a plugin does something at its start. */
async function askWith(
  start: NonNullable<ApolloServerPlugin<OperationContext>['requestDidStart']>,
  query = '{ last { n } }',
): Promise<string | null> {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, plugins: [{ requestDidStart: start }] });
  const { headers } = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return headers.get('cache-control');
}

test('an answer is not to be kept where nobody says otherwise', async () => {
  assert.equal(await askWith(async () => undefined), 'no-store');
});

test('an answer may be kept for as long as the policy of a plugin says', async () => {
  const policy = await askWith(async ({ overallCachePolicy }) => {
    overallCachePolicy.restrict({ maxAge: 60, scope: 'PRIVATE' });
  });
  assert.equal(policy, 'max-age=60, private');
});

test('what a plugin writes itself stands', async () => {
  const policy = await askWith(async ({ response }) => {
    response.http.headers.set('cache-control', 'max-age=5, must-revalidate');
  });
  assert.equal(policy, 'max-age=5, must-revalidate');
});

test('an answer with errors is not to be kept, whatever a plugin says', async () => {
  const policy = await askWith(async ({ response, overallCachePolicy }) => {
    overallCachePolicy.restrict({ maxAge: 60 });
    response.http.headers.set('cache-control', 'max-age=60, public');
  }, '{ unknown }');
  assert.equal(policy, 'no-store');
});
