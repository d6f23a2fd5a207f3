import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '@headgate/service/parse-config.ts';
import { configSchema } from './config.ts';

const cosmos = { COSMOS_ENDPOINT: 'https://name.documents.azure.com:443/' };
const hub = 'Endpoint=sb://name.servicebus.windows.net/;SharedAccessKeyName=Send;SharedAccessKey=c2VjcmV0';
const read = (env: Record<string, string>) => parseConfig(configSchema, { ...cosmos, ...env });

test('without a notification hub there is no push, and nothing else it needs', () => {
  assert.equal(read({}).push, null);
});

test('Redis is told of with the variables that every service has', () => {
  assert.equal(read({}).redis, undefined);
  const url = 'rediss://name.region.redis.azure.net:10000';
  const { redis } = read({ REDIS_URL: url, REDIS_CLUSTER: 'true', REDIS_SIGN_IN: 'entra' });
  assert.deepEqual(redis, { url, cluster: true, signIn: 'entra' });
  assert.throws(() => read({ REDIS_URL: 'http://redis' }), /REDIS_URL/);
});

test('with a hub the functions must know accounts, and are themselves there', () => {
  const env = { NOTIFICATION_HUB_CONNECTION_STRING: hub };
  assert.throws(() => read(env), /ACCOUNTS_URL .*expected the address of the accounts subgraph/);
  assert.deepEqual(read({ ...env, ACCOUNTS_URL: 'http://accounts/graphql' }).push, {
    hub: { connectionString: hub, hubName: 'headgate' },
    accountsUrl: 'http://accounts/graphql',
    identity: { signInWith: 'identity', scope: 'api://headgate/.default' },
  });
});

test('a client of another issuer signs in with its secret', () => {
  const { push } = read({
    NOTIFICATION_HUB_CONNECTION_STRING: hub,
    ACCOUNTS_URL: 'http://accounts/graphql',
    ACCOUNTS_TOKEN_URL: 'https://issuer.example/token',
    ACCOUNTS_CLIENT_ID: 'functions',
    ACCOUNTS_CLIENT_SECRET: 'secret',
  });
  assert.partialDeepStrictEqual(push?.identity, { signInWith: 'secret', clientId: 'functions' });
});

test('a feed that has nothing new is read every five seconds, unless it is said otherwise', () => {
  assert.equal(read({}).feedPollDelayMs, 5_000);
  assert.equal(read({ FEED_POLL_DELAY_MS: '250' }).feedPollDelayMs, 250);
  assert.throws(() => read({ FEED_POLL_DELAY_MS: 'often' }), /FEED_POLL_DELAY_MS/);
});
