import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '@headgate/service/parse-config.ts';
import { z } from 'zod';
import { cosmosEnvironment, toCosmosConfig } from './cosmos-config.ts';

const schema = z
  .object({ PORT: z.coerce.number().int({ error: 'expected a port' }) })
  .and(cosmosEnvironment)
  .transform(toCosmosConfig);
const parse = (env: Record<string, string>) => parseConfig(schema, { PORT: '1', ...env });

test('a connection string or an endpoint names the account', () => {
  const connectionString = 'AccountEndpoint=https://name.documents.azure.com:443/;AccountKey=c2VjcmV0;';
  assert.deepEqual(parse({ COSMOS_CONNECTION_STRING: connectionString }), {
    account: { signInWith: 'key', connectionString },
    databaseId: 'headgate',
  });
  const endpoint = 'https://name.documents.azure.com:443/';
  assert.deepEqual(parse({ COSMOS_ENDPOINT: endpoint, COSMOS_DATABASE: 'staging' }), {
    account: { signInWith: 'identity', endpoint },
    databaseId: 'staging',
  });
});

test('without an account both ways are named, beside every other problem', () => {
  assert.throws(() => parse({ PORT: '0.5' }), {
    message: /PORT .*expected a port\n.*COSMOS_CONNECTION_STRING +is missing: .*or else COSMOS_ENDPOINT/,
  });
});

test('a key goes over plain http to this machine only, and is never repeated', () => {
  for (const host of ['127.0.0.1:8081', 'localhost:8081', '[::1]:8081']) {
    assert(parse({ COSMOS_CONNECTION_STRING: `AccountEndpoint=http://${host}/;AccountKey=c2VjcmV0` }));
  }
  const wrong = [
    'AccountEndpoint=http://name.documents.azure.com/;AccountKey=c2VjcmV0',
    'AccountEndpoint=http://localhost.example/;AccountKey=c2VjcmV0',
    'AccountEndpoint=https://name.documents.azure.com/;Key=c2VjcmV0',
    'AccountEndpoint=name;AccountKey=c2VjcmV0',
  ];
  for (const connectionString of wrong) {
    assert.throws(
      () => parse({ COSMOS_CONNECTION_STRING: connectionString }),
      ({ message }: Error) => /is wrong: expected AccountEndpoint/.test(message) && !/c2VjcmV0/.test(message),
    );
  }
});
