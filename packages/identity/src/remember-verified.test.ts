import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { createTokenVerifier } from './create-token-verifier.ts';
import { rememberVerified } from './remember-verified.ts';

/** A verifier that counts what it is asked, with a clock of its own. */
function openVerifier(expiresAtMs: number) {
  let nowMs = 0;
  const asked: string[] = [];
  const verify = rememberVerified(
    async (token) => {
      asked.push(token);
      if (token === 'bad') throw new Error('refused');
      return { userId: token, roles: [], scopes: [], expiresAtMs, claims: {} };
    },
    { now: () => nowMs, maxAgeMs: 60_000 },
  );
  return {
    verify,
    asked,
    advance(ms: number) {
      nowMs += ms;
    },
  };
}

test('a token is verified once a minute, and each token by itself', async () => {
  const { verify, asked, advance } = openVerifier(1_000_000);
  for (const token of ['a', 'b', 'a', 'b']) assert.equal((await verify(token)).userId, token);
  assert.deepEqual(asked, ['a', 'b']);
  advance(60_000);
  await verify('a');
  assert.deepEqual(asked, ['a', 'b', 'a']);
});

test('a token is not believed beyond its expiry, and a refusal is not remembered', async () => {
  const { verify, asked, advance } = openVerifier(10_000);
  await verify('a');
  advance(10_000);
  await verify('a');
  await assert.rejects(verify('bad'));
  await assert.rejects(verify('bad'));
  assert.deepEqual(asked, ['a', 'a', 'bad', 'bad']);
});

test('a token that has expired since it was verified is refused', async () => {
  await using issuer = await startIdentityProvider();
  let nowMs = Date.now();
  const now = () => nowMs;
  const verify = createTokenVerifier({ ...issuer, now });
  const token = await issuer.issueToken({ userId: 'ada', lifetimeSeconds: 60 });
  assert.equal((await verify(token)).userId, 'ada');
  nowMs += 90_000;
  await assert.rejects(verify(token), { code: 'UNAUTHENTICATED' });
});
