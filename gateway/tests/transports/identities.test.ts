import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

test('however many callers race on one operation, each is answered with their own data', async () => {
  await using ticker = await startTicker();
  await using issuer = await startIdentityProvider();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: { ...issuer.env, RESPONSE_CACHE: 'true' },
  });
  const callers = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => `Bearer ${await issuer.issueToken({ userId: `user-${n}` })}`),
  );
  const ask = async (authorization: string) => {
    const { body } = await gateway.post({ query: '{ whoAmI }' }, { authorization });
    assert.equal(body.data?.['whoAmI'], authorization);
  };
  for (let round = 0; round < 20; round++) {
    await Promise.all([...callers, ...callers, ...callers.toReversed()].map(ask));
  }
});
