import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { allowsIntrospection, flag, httpUrl, port, redisUrl } from './config-fields.ts';
import { ConfigError, parseConfig } from './parse-config.ts';

const schema = z.object({
  PORT: port.default(4000),
  ISSUER: httpUrl,
  REDIS_URL: redisUrl.optional(),
  TRACE: flag.default(false),
});

test('a complete environment gives typed values and defaults', () => {
  assert.deepEqual(parseConfig(schema, { ISSUER: 'https://login.example', TRACE: 'true', OTHER: 'x' }), {
    PORT: 4000,
    ISSUER: 'https://login.example',
    TRACE: true,
  });
});

test('every problem is reported at once, by name, with what was expected', () => {
  assert.throws(
    () =>
      parseConfig(schema, { PORT: 'http', REDIS_URL: 'http://user:hunter2@cache', TRACE: 'yes', ISSUER: '' }),
    (error) => {
      assert(error instanceof ConfigError);
      assert.deepEqual(
        error.message.split('\n').map((line) => line.trim().split(/\s+/)[0]),
        ['PORT', 'ISSUER', 'REDIS_URL', 'TRACE'],
      );
      assert.match(error.message, /PORT +is "http": expected a port/);
      assert.match(error.message, /ISSUER +is missing: expected a URL/);
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    },
  );
});

test('clients may ask for the schema, in production where somebody says so', () => {
  assert.equal(allowsIntrospection({}), true);
  assert.equal(allowsIntrospection({ NODE_ENV: 'development' }), true);
  assert.equal(allowsIntrospection({ NODE_ENV: 'production' }), false);
  assert.equal(allowsIntrospection({ NODE_ENV: 'production', INTROSPECTION: true }), true);
  assert.equal(allowsIntrospection({ INTROSPECTION: false }), false);
});
