import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenVerifier } from '@headgate/identity/create-token-verifier.ts';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { createGetToken } from './create-get-token.ts';

const client = { id: 'functions', secret: 'its secret', roles: ['notifier'] };
const hourMs = 3_600_000;

test('a client gets a token of its role, and another one shortly before that expires', async () => {
  await using issuer = await startIdentityProvider({ clients: [client] });
  const clock = { now: Date.now() };
  const identity = {
    signInWith: 'secret',
    tokenUrl: `${issuer.issuer}/token`,
    clientId: client.id,
    clientSecret: client.secret,
    scope: 'api://headgate/.default',
  } as const;
  const getToken = createGetToken(identity, () => clock.now);
  const token = await getToken();
  const { userId, roles } = await createTokenVerifier(issuer)(token);
  assert.deepEqual([userId, roles], ['functions', ['notifier']]);
  clock.now += 11 * hourMs;
  assert.equal(await getToken(), token);
  clock.now += hourMs;
  assert.notEqual(await getToken(), token);
  const stranger = createGetToken({ ...identity, clientSecret: 'another' }, () => clock.now);
  await assert.rejects(stranger(), /no token: status 401/);
});
