import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { startIdentityProvider } from './start-identity-provider.ts';

const users = [{ id: 'user-1', name: 'ada', roles: ['operator'] }];

function signIn(issuer: string, fields: Record<string, string>) {
  return fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(fields) });
}

test('a user signs in by name, and the token verifies against the published keys', async () => {
  await using provider = await startIdentityProvider({ users });
  const response = await signIn(provider.issuer, { grant_type: 'password', username: 'ada' });
  const { access_token: token } = (await response.json()) as { access_token: string };
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(provider.jwksUrl)), provider);
  assert.equal(payload.sub, 'user-1');
  assert.deepEqual(payload['roles'], ['operator']);
});

test('a stranger is told who may sign in', async () => {
  await using provider = await startIdentityProvider({ users });
  for (const fields of [{ grant_type: 'password', username: 'eve' }, { username: 'ada' }, {}] as Record<
    string,
    string
  >[]) {
    const response = await signIn(provider.issuer, fields);
    assert.equal(response.status, 400);
    assert.match(await response.text(), /one of: ada/);
  }
});

test('tokens outlive a restart when the key is kept', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-identity-'));
  try {
    const first = await startIdentityProvider({ directory });
    const token = await first.issueToken({ userId: 'user-1' });
    await first[Symbol.asyncDispose]();
    await using second = await startIdentityProvider({ directory });
    await jwtVerify(token, createRemoteJWKSet(new URL(second.jwksUrl)), { audience: second.audience });
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a service gets a token for itself by its secret', async () => {
  const clients = [{ id: 'functions', secret: 'its secret', roles: ['notifier'] }];
  await using provider = await startIdentityProvider({ clients });
  const grant = { grant_type: 'client_credentials', client_id: 'functions' };
  const response = await signIn(provider.issuer, { ...grant, client_secret: 'its secret' });
  const { access_token: token } = (await response.json()) as { access_token: string };
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(provider.jwksUrl)), provider);
  assert.deepEqual([payload.sub, payload['roles']], ['functions', ['notifier']]);
  assert.equal((await signIn(provider.issuer, { ...grant, client_secret: 'another' })).status, 401);
});
