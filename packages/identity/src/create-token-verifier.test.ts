import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { authenticate } from './authenticate.ts';
import { createTokenVerifier } from './create-token-verifier.ts';

const rejectsWith = (code: string, message: RegExp) => (error: unknown) => {
  assert(error instanceof ServiceError);
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

test('a token of the issuer tells who is calling', async () => {
  await using issuer = await startIdentityProvider();
  const verify = createTokenVerifier(issuer);
  const token = await issuer.issueToken({
    userId: 'ada',
    roles: ['operator'],
    scopes: ['alerts.read', 'alerts.write'],
  });
  const identity = await verify(token);
  assert.equal(identity.userId, 'ada');
  assert.deepEqual(identity.roles, ['operator']);
  assert.deepEqual(identity.scopes, ['alerts.read', 'alerts.write']);
  assert(identity.expiresAtMs > Date.now());
});

test('a token that is expired, for another API, of another issuer, or tampered with is refused', async () => {
  await using issuer = await startIdentityProvider();
  await using stranger = await startIdentityProvider();
  const verify = createTokenVerifier(issuer);
  const expired = await issuer.issueToken({ userId: 'ada', lifetimeSeconds: -60 });
  await assert.rejects(verify(expired), rejectsWith('UNAUTHENTICATED', /expired/));
  const elsewhere = await issuer.issueToken({ userId: 'ada', audience: 'api://other' });
  await assert.rejects(verify(elsewhere), rejectsWith('UNAUTHENTICATED', /not for this API/));
  const foreign = await stranger.issueToken({ userId: 'ada' });
  await assert.rejects(verify(foreign), rejectsWith('UNAUTHENTICATED', /./));
  const token = await issuer.issueToken({ userId: 'ada' });
  const [header, , signature] = token.split('.');
  const forged = Buffer.from(
    JSON.stringify({ sub: 'bob', iss: issuer.issuer, aud: issuer.audience, exp: 4e9 }),
  );
  await assert.rejects(
    verify([header, forged.toString('base64url'), signature].join('.')),
    rejectsWith('UNAUTHENTICATED', /not valid/),
  );
  await assert.rejects(verify('nonsense'), rejectsWith('UNAUTHENTICATED', /not valid/));
});

test('keys that cannot be fetched are our failure, not the caller’s', async () => {
  const issuer = await startIdentityProvider();
  const token = await issuer.issueToken({ userId: 'ada' });
  await issuer[Symbol.asyncDispose]();
  await assert.rejects(createTokenVerifier(issuer)(token), rejectsWith('SERVICE_UNAVAILABLE', /keys/));
});

test('the authorization header is absent, a bearer token, or refused', async () => {
  await using issuer = await startIdentityProvider();
  const verify = createTokenVerifier(issuer);
  const token = await issuer.issueToken({ userId: 'ada' });
  assert.equal(await authenticate(undefined, verify), null);
  assert.equal((await authenticate(`bearer ${token}`, verify))?.userId, 'ada');
  await assert.rejects(authenticate('Basic YWRhOmFkYQ==', verify), rejectsWith('UNAUTHENTICATED', /Bearer/));
});
