import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '@headgate/service/parse-config.ts';
import { configSchema } from './config.ts';

const identity = {
  OIDC_ISSUER: 'https://login.microsoftonline.com/tenant/v2.0',
  OIDC_AUDIENCE: 'api://headgate',
  OIDC_JWKS_URL: 'https://login.microsoftonline.com/tenant/discovery/v2.0/keys',
};

test('an issuer and an account are enough', () => {
  const endpoint = 'https://name.documents.azure.com:443/';
  assert.deepEqual(parseConfig(configSchema, { ...identity, COSMOS_ENDPOINT: endpoint }), {
    host: '127.0.0.1',
    port: 4002,
    introspection: true,
    logLevel: 'info',
    retentionDays: 400,
    cosmos: { account: { signInWith: 'identity', endpoint }, databaseId: 'headgate' },
    caches: { redis: undefined, prefix: 'headgate:' },
    identity: {
      issuer: identity.OIDC_ISSUER,
      audience: identity.OIDC_AUDIENCE,
      jwksUrl: identity.OIDC_JWKS_URL,
    },
  });
});

test('all that is missing or wrong is named at once', () => {
  assert.throws(
    () => parseConfig(configSchema, { PORT: 'x', ACTIVITY_RETENTION_DAYS: '0.5' }),
    ({ message }: Error) => {
      assert.deepEqual(
        message.match(/^ +\w+/gm)?.map((name) => name.trim()),
        [
          'OIDC_ISSUER',
          'OIDC_AUDIENCE',
          'OIDC_JWKS_URL',
          'PORT',
          'ACTIVITY_RETENTION_DAYS',
          'COSMOS_CONNECTION_STRING',
        ],
      );
      return true;
    },
  );
});
