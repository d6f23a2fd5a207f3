import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { openRawSocket } from '../helpers/raw-socket.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

/** Asks over connections that an agent keeps, and says whether the answer ends its connection. */
async function ask(url: string, agent: Agent, body?: object) {
  const sent = httpRequest(url, {
    agent,
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
  });
  sent.end(body && JSON.stringify(body));
  const [response] = await once(sent, 'response');
  return {
    connection: response.headers.connection as string,
    status: response.statusCode as number,
    body: await text(response),
  };
}

test('a query over a WebSocket is answered before its socket is closed', async () => {
  await using ticker = await startTicker();
  const gateway = await startTestGateway({ sdl: ticker.sdl });
  using socket = await openRawSocket(gateway.url);
  socket.send({ type: 'connection_init' });
  await socket.receive();
  const arrived = ticker.arrived();
  socket.send({ id: '1', type: 'subscribe', payload: { query: '{ slow }' } });
  await arrived;
  const stopped = gateway[Symbol.asyncDispose]();
  socket.send({ id: '2', type: 'subscribe', payload: { query: '{ now }' } });
  const refused = await socket.receive();
  assert.deepEqual([refused['id'], refused['type']], ['2', 'error']);
  ticker.release();
  assert.deepEqual(await socket.receive(), { id: '1', type: 'next', payload: { data: { slow: 1 } } });
  assert.deepEqual(await socket.receive(), { id: '1', type: 'complete' });
  assert.equal((await socket.closed).code, 1001);
  await stopped;
});

test('from SIGTERM on every answer ends its connection, idle ones are heard, and none is cut', async () => {
  await using ticker = await startTicker();
  const gateway = await startTestGateway({ sdl: ticker.sdl, env: { DRAIN_MS: '1500' } });
  const idle = new Agent({ keepAlive: true });
  const busy = new Agent({ keepAlive: true });
  assert.equal((await ask(gateway.url, idle, { query: '{ now }' })).connection, 'keep-alive');
  const arrived = ticker.arrived();
  const inFlight = ask(gateway.url, busy, { query: '{ slow }' });
  await arrived;
  const stopped = gateway[Symbol.asyncDispose]();
  // Over the connection that was idle, as a balancer that has not noticed yet.
  const late = await ask(gateway.url, idle, { query: '{ now }' });
  assert.deepEqual([late.body, late.connection], ['{"data":{"now":1}}\n'.trim(), 'close']);
  const fresh = new Agent({ keepAlive: true });
  const ready = await ask(gateway.url.replace('/graphql', '/health/ready'), fresh);
  assert.deepEqual([ready.status, ready.connection], [503, 'close']);
  assert.equal((await ask(gateway.url, fresh, { query: '{ later }' })).connection, 'close');
  assert.equal((await ask(gateway.url.replace('/graphql', '/nowhere'), fresh)).connection, 'close');
  ticker.release();
  const last = await inFlight;
  assert.deepEqual([JSON.parse(last.body), last.connection], [{ data: { slow: 1 } }, 'close']);
  await stopped;
  await assert.rejects(ask(gateway.url, fresh, { query: '{ now }' }), /ECONNREFUSED/);
  for (const agent of [idle, busy, fresh]) agent.destroy();
});
