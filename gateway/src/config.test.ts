import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, parseConfig } from '@headgate/service/parse-config.ts';
import { gatewayConfig } from './config.ts';

test('a supergraph is all that has to be given', () => {
  const config = parseConfig(gatewayConfig, { SUPERGRAPH: 'supergraph.graphql' });
  assert.equal(config.port, 4000);
  assert.equal(config.oidc, undefined);
  assert.deepEqual(config.corsOrigins, ['https://studio.apollographql.com']);
});

test('subgraphs are read by name', () => {
  const env = { SUBGRAPHS: 'users=http://127.0.0.1:4001/graphql, shop=https://shop.example/?a=b' };
  assert.deepEqual(parseConfig(gatewayConfig, env).subgraphs, [
    { name: 'users', url: 'http://127.0.0.1:4001/graphql' },
    { name: 'shop', url: 'https://shop.example/?a=b' },
  ]);
});

test('all problems are reported at once, those that concern several variables too', () => {
  const env = {
    PORT: 'http',
    OIDC_ISSUER: 'https://login.example',
    CORS_ORIGINS: 'app.example',
    MAX_DEPTH: '0',
  };
  assert.throws(
    () => parseConfig(gatewayConfig, env),
    (error) => {
      assert(error instanceof ConfigError);
      const names = error.message.split('\n').map((line) => line.trim().split(/\s+/)[0]);
      assert.deepEqual(names.sort(), [
        'CORS_ORIGINS',
        'MAX_DEPTH',
        'OIDC_AUDIENCE',
        'OIDC_JWKS_URL',
        'PORT',
        'SUPERGRAPH',
      ]);
      return true;
    },
  );
});

test('a list of subgraphs with a name twice, or without an address, is refused', () => {
  for (const SUBGRAPHS of ['a=http://x,a=http://y', 'a', 'a=ftp://x', '=http://x']) {
    assert.throws(() => parseConfig(gatewayConfig, { SUBGRAPHS }), /SUBGRAPHS .*name=url/);
  }
});
