import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const query = '{ whoAmI }';

test('a valid token is passed on to the subgraphs, and plugins know who it is', async () => {
  await using issuer = await startIdentityProvider();
  await using ticker = await startTicker();
  const seen: (string | undefined)[] = [];
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: issuer.env,
    plugins: [
      {
        requestDidStart: async ({ contextValue }) => {
          seen.push(contextValue.identity?.userId);
        },
      },
    ],
  });
  const authorization = `Bearer ${await issuer.issueToken({ userId: 'ada' })}`;
  assert.deepEqual((await gateway.post({ query }, { authorization })).body, {
    data: { whoAmI: authorization },
  });
  assert.deepEqual((await gateway.post({ query })).body, { data: { whoAmI: null } });
  assert.deepEqual(seen, ['ada', undefined]);
});

test('a token that does not verify is answered with 401, whatever media type is accepted', async () => {
  await using issuer = await startIdentityProvider();
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: issuer.env });
  const expired = await issuer.issueToken({ userId: 'ada', lifetimeSeconds: -60 });
  for (const authorization of ['Bearer nonsense', 'Basic YWRhOmFkYQ==', `Bearer ${expired}`]) {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const { status, body } = await gateway.post({ query }, { authorization, accept });
      assert.deepEqual([status, body.errors?.[0]?.extensions.code], [401, 'UNAUTHENTICATED']);
    }
  }
});

test('an issuer whose keys cannot be had is our failure, not the caller’s', async () => {
  const issuer = await startIdentityProvider();
  const authorization = `Bearer ${await issuer.issueToken({ userId: 'ada' })}`;
  await issuer[Symbol.asyncDispose]();
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: issuer.env });
  const { status, body } = await gateway.post({ query }, { authorization });
  assert.deepEqual([status, body.errors?.[0]?.extensions.code], [503, 'SERVICE_UNAVAILABLE']);
});

test('metrics tell how old the keys of the issuer are, and how often they could not be had', async () => {
  const issuer = await startIdentityProvider();
  const authorization = `Bearer ${await issuer.issueToken({ userId: 'ada' })}`;
  await issuer[Symbol.asyncDispose]();
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    env: { ...issuer.env, METRICS_PORT: '0' },
  });
  await gateway.post({ query }, { authorization });
  const metrics = await (await fetch(gateway.metricsUrl ?? '')).text();
  assert.match(metrics, /^headgate_key_set_failures_total 1$/m);
  assert.match(metrics, /^headgate_key_set_age_seconds 0$/m);
});
