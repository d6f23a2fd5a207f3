import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '@headgate/service/parse-config.ts';
import { z } from 'zod';
import { pushEnvironment, toPushConfig } from './push-config.ts';

const read = (env: Record<string, string>) =>
  parseConfig(z.object(pushEnvironment).transform(toPushConfig), env);
const policy = 'SharedAccessKeyName=Send;SharedAccessKey=c2VjcmV0';

test('without a connection string there is no push', () => {
  assert.equal(read({}), null);
});

test('a policy of a hub is all that has to be said', () => {
  const connectionString = `Endpoint=sb://name.servicebus.windows.net/;${policy}`;
  assert.deepEqual(read({ NOTIFICATION_HUB_CONNECTION_STRING: connectionString }), {
    connectionString,
    hubName: 'headgate',
  });
});

test('plain http is for this machine alone, and what is wrong is named without its key', () => {
  assert(read({ NOTIFICATION_HUB_CONNECTION_STRING: `Endpoint=http://127.0.0.1:4020/;${policy}` }));
  for (const endpoint of ['http://hub.example/', 'ftp://127.0.0.1/', 'nonsense', '']) {
    assert.throws(
      () => read({ NOTIFICATION_HUB_CONNECTION_STRING: `Endpoint=${endpoint};${policy}` }),
      ({ message }: Error) => /NOTIFICATION_HUB_CONNECTION_STRING/.test(message) && !/c2VjcmV0/.test(message),
    );
  }
});
