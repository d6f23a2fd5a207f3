import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '@headgate/service/parse-config.ts';
import { configSchema } from './config.ts';

const env = {
  DATABASE_URL: 'postgresql://headgate:secret@db.example:5432/headgate?sslmode=require',
  OIDC_ISSUER: 'https://login.example/v2.0',
  OIDC_AUDIENCE: 'api://headgate',
  OIDC_JWKS_URL: 'https://login.example/keys',
};

test('a database and an issuer are all that has to be said', () => {
  assert.deepEqual(parseConfig(configSchema, env), {
    host: '127.0.0.1',
    port: 4001,
    introspection: true,
    logLevel: 'info',
    caches: { redis: undefined, prefix: 'headgate:' },
    identity: {
      issuer: env.OIDC_ISSUER,
      audience: env.OIDC_AUDIENCE,
      jwksUrl: env.OIDC_JWKS_URL,
    },
    database: {
      url: env.DATABASE_URL,
      replicaUrl: undefined,
      signIn: 'url',
      poolSize: 10,
      connectTimeoutMs: 3_000,
      statementTimeoutMs: 10_000,
      idleTimeoutMs: 30_000,
      maxWaitingPerCaller: 200,
      watchIntervalMs: 500,
    },
    push: null,
    deviceCheckAfterMs: 86_400_000,
    webPushKey: null,
  });
});

test('what is missing and what is wrong is named at once, without its secrets', () => {
  const wrong = { DATABASE_URL: 'mysql://root:hunter2@db', DATABASE_POOL_SIZE: '0', PORT: 'x' };
  assert.throws(
    () => parseConfig(configSchema, wrong),
    ({ message }: Error) => {
      for (const name of [...Object.keys(env), ...Object.keys(wrong)]) assert.match(message, RegExp(name));
      assert.doesNotMatch(message, /hunter2/);
      return true;
    },
  );
});
