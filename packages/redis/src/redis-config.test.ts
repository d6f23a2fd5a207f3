import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseConfig } from '@headgate/service/parse-config.ts';
import { z } from 'zod';
import { readRedisSettings } from './read-redis-settings.ts';
import { cacheEnvironment, toCacheConfig } from './redis-config.ts';

const schema = z.object(cacheEnvironment).transform(toCacheConfig);
const url = 'rediss://name.region.redis.azure.net:10000';

test('without a URL there is no Redis, with one the rest is optional', () => {
  assert.deepEqual(parseConfig(schema, {}), { redis: undefined, prefix: 'headgate:' });
  assert.equal(readRedisSettings(undefined), undefined);
  const { redis } = parseConfig(schema, { REDIS_URL: url });
  assert.deepEqual(readRedisSettings(redis), { url, cluster: false });
});

test('certificates are read from their file, and signing in with Entra brings a credential', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-redis-config-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
  const file = join(directory, 'ca.pem');
  await writeFile(file, 'certificate');
  const env = { REDIS_URL: url, REDIS_CLUSTER: 'true', REDIS_SIGN_IN: 'entra', REDIS_CA_FILE: file };
  const { redis } = parseConfig(schema, env);
  assert.deepEqual(redis, { url, cluster: true, ca: 'certificate', signIn: 'entra' });
  const { credential, ...settings } = readRedisSettings(redis) ?? { url: '' };
  assert.deepEqual(settings, { url, cluster: true, ca: 'certificate' });
  assert.equal(typeof credential?.getToken, 'function');
});

test('a file of certificates that cannot be read is told at start', () => {
  assert.throws(
    () => parseConfig(schema, { REDIS_URL: url, REDIS_CA_FILE: '/nowhere/ca.pem' }),
    /REDIS_CA_FILE .+certificates \(PEM\): ENOENT/,
  );
});
