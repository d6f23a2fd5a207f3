import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  type HttpMethods,
} from '@azure/core-rest-pipeline';
import { createChargeMeter } from './create-charge-meter.ts';

const documents = '/dbs/headgate/colls/activity/docs';

/** Answers each request with the status and charge that stand in its own headers. */
const echo: HttpClient = {
  sendRequest: async (request) => ({
    request,
    status: Number(request.headers.get('status') ?? 200),
    headers: createHttpHeaders({ 'x-ms-request-charge': request.headers.get('charge') ?? '1' }),
  }),
};

const send = (client: HttpClient, method: HttpMethods, path: string, headers: Record<string, string> = {}) =>
  client.sendRequest(
    createPipelineRequest({ url: `http://127.0.0.1${path}`, method, headers: createHttpHeaders(headers) }),
  );

test('each kind of request is counted under its container and operation', async () => {
  const meter = createChargeMeter();
  const client = meter.meter(echo);
  await send(client, 'GET', '/');
  await send(client, 'GET', '/dbs/headgate/colls/activity/pkranges');
  await send(client, 'GET', `${documents}/one%20event`);
  await send(client, 'POST', documents);
  await send(client, 'POST', documents, { 'x-ms-documentdb-is-upsert': 'true' });
  await send(client, 'POST', documents, { 'x-ms-documentdb-isquery': 'true' });
  await send(client, 'POST', documents, {
    'x-ms-documentdb-isquery': 'true',
    'x-ms-cosmos-is-query-plan-request': 'True',
  });
  await send(client, 'POST', documents, { 'x-ms-cosmos-is-batch-request': 'true' });
  await send(client, 'GET', documents, { 'a-im': 'Incremental feed' });
  await send(client, 'PUT', `${documents}/1`);
  await send(client, 'PATCH', `${documents}/1`);
  await send(client, 'DELETE', `${documents}/1`);
  assert.deepEqual(
    meter.totals().map(({ container, operation }) => [container, operation]),
    [
      ['', 'metadata'],
      ['activity', 'metadata'],
      ['activity', 'read'],
      ['activity', 'create'],
      ['activity', 'upsert'],
      ['activity', 'query'],
      ['activity', 'query-plan'],
      ['activity', 'batch'],
      ['activity', 'change-feed'],
      ['activity', 'replace'],
      ['activity', 'patch'],
      ['activity', 'delete'],
    ],
  );
});

test('charges add up, throttled requests included, and each is told', async () => {
  const told: number[] = [];
  const meter = createChargeMeter(({ requestUnits }) => told.push(requestUnits));
  const client = meter.meter(echo);
  await send(client, 'POST', documents, { charge: '5.5' });
  await send(client, 'POST', documents, { charge: '0.38', status: '429' });
  await send(client, 'GET', `${documents}/1`, { charge: '1' });
  assert.deepEqual(meter.sum({ operation: 'create' }), { requests: 2, throttled: 1, requestUnits: 5.88 });
  assert.deepEqual(meter.sum(), { requests: 3, throttled: 1, requestUnits: 6.88 });
  assert.deepEqual(meter.sum({ container: 'alerts' }), { requests: 0, throttled: 0, requestUnits: 0 });
  assert.deepEqual(told, [5.5, 0.38, 1]);
});
