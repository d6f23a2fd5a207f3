import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, type Environment, parseConfig } from '@headgate/service/parse-config.ts';
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

test('in production what helps developers is off unless asked for', () => {
  const read = (env: Environment) => {
    const config = parseConfig(gatewayConfig, { SUPERGRAPH: 'x', ...env });
    return [config.introspection, config.sandbox, config.queryPlans];
  };
  const NODE_ENV = 'production';
  assert.deepEqual(read({}), [true, true, true]);
  assert.deepEqual(read({ NODE_ENV: 'development' }), [true, true, true]);
  assert.deepEqual(read({ NODE_ENV }), [false, false, false]);
  assert.deepEqual(read({ NODE_ENV, INTROSPECTION: 'true' }), [true, false, false]);
  assert.deepEqual(read({ NODE_ENV, SANDBOX: 'true' }), [false, true, true]);
  assert.deepEqual(read({ NODE_ENV, QUERY_PLANS: 'true' }), [false, false, true]);
  assert.deepEqual(read({ INTROSPECTION: 'false', SANDBOX: 'false' }), [false, false, false]);
});

test('networks of proxies and times beyond what a timer can wait are read with care', () => {
  const read = (env: Environment) => parseConfig(gatewayConfig, { SUPERGRAPH: 'x', ...env });
  const { trustedProxies } = read({
    TRUSTED_PROXIES: '192.0.2.0/24, 2001:db8::/32,198.51.100.7',
  }).connections;
  const trusts = ['192.0.2.9', '198.51.100.7', '198.51.100.8'].map((address) =>
    trustedProxies.check(address),
  );
  assert.deepEqual([...trusts, trustedProxies.check('2001:db8::1', 'ipv6')], [true, true, false, true]);
  for (const TRUSTED_PROXIES of ['10.0.0.0/33', '10.0.0/8', 'proxy', '10.0.0.0/', '::1/129']) {
    assert.throws(() => read({ TRUSTED_PROXIES }), /TRUSTED_PROXIES .*expected networks/);
  }
  assert.throws(() => read({ REQUEST_TIMEOUT_MS: '2147483648' }), /at most 2147483647/);
});
