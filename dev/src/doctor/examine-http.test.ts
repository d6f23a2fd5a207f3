import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { examineHttp } from './examine-http.ts';

test('a part that cannot work names what it waits for, and one that is gone is down', async () => {
  const body = JSON.stringify({ status: 'unavailable', checks: { database: 'failed', keys: 'ok' } });
  const server = createServer((_request, response) =>
    response.writeHead(503, { connection: 'close' }).end(body),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/health/ready`;
  const waiting = await examineHttp({ part: 'accounts', url });
  assert.deepEqual([waiting.condition, waiting.detail], ['not ready', 'waits for database']);
  assert.equal((await examineHttp({ part: 'accounts', url, anyAnswer: true })).condition, 'up');
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  const gone = await examineHttp({ part: 'accounts', url });
  assert.deepEqual([gone.condition, gone.detail, gone.answeredInMs], ['down', 'ECONNREFUSED', undefined]);
});
