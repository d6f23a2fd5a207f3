import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { type IdentityProvider, startIdentityProvider } from './start-identity-provider.ts';
import { createBrowser, type TestBrowser } from './test-support/create-browser.ts';

const redirectUri = 'http://127.0.0.1:1/auth/callback';
const users = [
  { id: 'user-1', name: 'ada', displayName: 'Ada <Lindqvist>', roles: ['operator'] },
  { id: 'user-2', name: 'bob', roles: [] },
];
const app = {
  id: 'web',
  secret: 'a secret',
  redirectUris: [redirectUri],
  postLogoutRedirectUris: ['http://127.0.0.1:1/'],
};

async function discover({ issuer }: IdentityProvider): Promise<openid.Configuration> {
  return openid.discovery(
    new URL(issuer),
    app.id,
    { id_token_signed_response_alg: 'ES256' },
    openid.ClientSecretBasic(app.secret),
    {
      execute: [openid.allowInsecureRequests],
    },
  );
}

async function signIn(config: openid.Configuration, browser: TestBrowser, name = 'ada') {
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile offline_access',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  });
  const page = await browser.go(url.href);
  const { url: callback } = await browser.go(page.url, { form: { username: name }, stopAt: redirectUri });
  const exchange = () =>
    openid.authorizationCodeGrant(config, new URL(callback), {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
  return { page, callback, exchange };
}

test('a click on a name signs in: the code becomes an access token, an ID token and a refresh token', async () => {
  await using provider = await startIdentityProvider({ users, apps: [app] });
  const config = await discover(provider);
  const { page, exchange } = await signIn(config, createBrowser());
  assert.match(page.text, /Ada &lt;Lindqvist&gt;/);
  assert.doesNotMatch(page.text, /https?:\/\/(?!127)/);
  const tokens = await exchange();
  const { payload } = await jwtVerify(
    tokens.access_token,
    createRemoteJWKSet(new URL(provider.jwksUrl)),
    provider,
  );
  assert.deepEqual([payload.sub, payload['roles']], ['user-1', ['operator']]);
  assert.equal(tokens.claims()?.['name'], 'Ada <Lindqvist>');
  assert(tokens.refresh_token);
});

test('refresh tokens rotate, and one that comes twice ends them all', async () => {
  await using provider = await startIdentityProvider({ users, apps: [app] });
  const config = await discover(provider);
  const { refresh_token: first = '' } = await (await signIn(config, createBrowser())).exchange();
  const { refresh_token: second = '' } = await openid.refreshTokenGrant(config, first);
  assert.notEqual(second, first);
  await assert.rejects(openid.refreshTokenGrant(config, first), { error: 'invalid_grant' });
  await assert.rejects(openid.refreshTokenGrant(config, second), { error: 'invalid_grant' });
});

test('a code is good once, and only with its verifier', async () => {
  await using provider = await startIdentityProvider({ users, apps: [app] });
  const config = await discover(provider);
  const browser = createBrowser();
  const { exchange, callback } = await signIn(config, browser);
  await assert.rejects(
    openid.authorizationCodeGrant(config, new URL(callback), {
      pkceCodeVerifier: openid.randomPKCECodeVerifier(),
      expectedState: new URL(callback).searchParams.get('state') ?? '',
    }),
    { error: 'invalid_grant' },
  );
  await exchange();
  await assert.rejects(exchange(), { error: 'invalid_grant' });
});

test('who is signed in is not asked again; a stranger, and a form that has expired, are turned away', async () => {
  await using provider = await startIdentityProvider({ users, apps: [app] });
  const config = await discover(provider);
  const browser = createBrowser();
  const { page } = await signIn(config, browser);
  const again = openid.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid',
    code_challenge: await openid.calculatePKCECodeChallenge('a'.repeat(43)),
    code_challenge_method: 'S256',
  });
  const { url } = await browser.go(again.href, { stopAt: redirectUri });
  assert(new URL(url).searchParams.has('code'));
  assert.equal((await browser.go(page.url, { form: { username: 'ada' } })).status, 400);
  const fresh = await createBrowser();
  const login = await fresh.go(again.href);
  assert.equal((await fresh.go(login.url, { form: { username: 'eve' } })).status, 400);
});

test('signing out tells applications over the back channel whose session it was', async () => {
  const told = Promise.withResolvers<string>();
  const receiver = createServer((request, response) => {
    request.setEncoding('utf8').on('data', told.resolve);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const backChannelLogoutUri = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/logout`;
  try {
    await using provider = await startIdentityProvider({ users, apps: [{ ...app, backChannelLogoutUri }] });
    const config = await discover(provider);
    const browser = createBrowser();
    const tokens = await (await signIn(config, browser)).exchange();
    const end = openid.buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'http://127.0.0.1:1/',
    });
    const page = await browser.go(end.href);
    const [, action = ''] = /action="([^"]+)"/.exec(page.text) ?? [];
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(page.text) ?? [];
    const left = await browser.go(new URL(action, provider.issuer).href, {
      form: { xsrf, logout: 'yes' },
      stopAt: 'http://127.0.0.1:1/',
    });
    assert.equal(left.url, 'http://127.0.0.1:1/');
    const logoutToken = new URLSearchParams(await told.promise).get('logout_token') ?? '';
    const { payload } = await jwtVerify(logoutToken, createRemoteJWKSet(new URL(provider.jwksUrl)), {
      issuer: provider.issuer,
      audience: app.id,
    });
    assert.deepEqual([payload.sub, payload['sid']], ['user-1', decodeJwt(tokens.id_token ?? '')['sid']]);
  } finally {
    receiver.close();
  }
});
