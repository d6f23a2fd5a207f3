import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { type WebSocket, WebSocketServer } from 'ws';
import { composeSupergraph } from '../helpers/compose-supergraph.ts';
import { openEventStream } from '../helpers/open-event-stream.ts';
import { openRawSocket } from '../helpers/raw-socket.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';

const query = 'subscription { grown { tree note } }';

/** Whoever has subscribed. */
interface Subscriber {
  readonly socket: WebSocket;
  readonly id: string;
}

const server = new WebSocketServer({
  port: 0,
  host: '127.0.0.1',
  handleProtocols: () => 'graphql-transport-ws',
});
let subscribed = Promise.withResolvers<Subscriber>();
let gateway: TestGateway;

before(async () => {
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const { id, type } = JSON.parse(String(data));
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'subscribe') subscribed.resolve({ socket, id });
    });
  });
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const typeDefs = `
    scalar Tree
    type Query { now: Int }
    type Subscription { grown: Growth }
    type Growth { tree: Tree, note: String }`;
  gateway = await startTestGateway({
    sdl: composeSupergraph([{ name: 'trees', url, typeDefs }]),
  });
});
after(async () => {
  await gateway[Symbol.asyncDispose]();
  for (const socket of server.clients) socket.terminate();
  server.close();
});

/** What clients get of one event, by each transport. */
async function grow(payload: string): Promise<readonly unknown[]> {
  subscribed = Promise.withResolvers();
  const sse = await openEventStream(gateway.url, { query, accept: 'text/event-stream' });
  const { socket: upstream, id } = await subscribed.promise;
  const multipart = await openEventStream(gateway.url, {
    query,
    accept: 'multipart/mixed;subscriptionSpec=1.0',
  });
  using client = await openRawSocket(gateway.url);
  client.send({ type: 'connection_init' });
  await client.receive();
  client.send({ id: 'é"', type: 'subscribe', payload: { query } });
  while (gateway.subscriptions.clients < 3) await new Promise(setImmediate);
  upstream.send(`{"type":"next","payload":${payload},\r\n"id":"${id}"}`);
  upstream.send(`{"id":"${id}","type":"complete"}`);
  const { type, id: own, payload: event } = await client.receive();
  assert.deepEqual([type, own], ['next', 'é"']);
  const data = /^event: next\ndata: (.*)\n\nevent: complete\ndata:\n\n$/m.exec(await sse.text);
  const part = /\{"payload":(.*)\}\r\n--graphql--/s.exec(await multipart.text);
  while (gateway.subscriptions.upstreams > 0) await new Promise(setImmediate);
  return [event, JSON.parse(data?.[1] ?? ''), JSON.parse(part?.[1] ?? '')];
}

const events: Readonly<Record<string, string>> = {
  'with escapes, pairs of surrogates and letters of several bytes':
    '{"data":{"grown":{"note":"\\"\\\\\\u00e9\\ud83d\\ude00é😀\\u2028","tree":"\\/"}}}',
  'with half of a pair of surrogates': '{"data":{"grown":{"note":"a\\ud83d","tree":["\\ude00"]}}}',
  'with line breaks in a custom scalar':
    '{\r\n"data": {\n\t"grown": { "tree": {\r\n  "a" : [ 1.0,\n\r2 ]\r}, "note": null }\n}\n}',
  'with keys that stand twice or are escaped':
    '{"data":{"grown":null},"data":{"grown":{"note":"a","n\\u006fte":"b","tree":{"a":1,"a":{"b":2}}}}}',
  'with more than was asked for':
    '{"hasNext":true,"data":{"other":[{}],"grown":{"z":1,"tree":0,"note":""}},"x":[]}',
  'of a megabyte': JSON.stringify({ data: { grown: { note: 'é"'.repeat(300_000), tree: [null] } } }),
};

for (const [name, payload] of Object.entries(events)) {
  test(`an event ${name} reaches clients of all transports as it is`, async () => {
    const { grown } = JSON.parse(payload).data;
    const expected = { data: { grown: { tree: grown.tree ?? null, note: grown.note ?? null } } };
    for (const event of await grow(payload)) assert.deepEqual(event, expected);
  });
}

test('an event that is no response has no data, and one with errors tells them', async () => {
  for (const payload of ['{}', '{"data":null}', '{"data":[]}', '{"data":{},"errors":{}}'])
    for (const event of await grow(payload)) assert.deepEqual(event, { data: { grown: null } }, payload);
  const deep = `${'['.repeat(12_000)}9007199254740993${']'.repeat(12_000)}`;
  for (const event of await grow(`{"data":{"grown":{"note":"a"}},"errors":[{"message":${deep}}]}`))
    assert.deepEqual(event, { data: { grown: null } });
  for (const event of await grow('{"data":{"grown":null},"errors":[{"message":"é","path":["grown"]}]}'))
    assert.equal(
      (event as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code,
      'DOWNSTREAM_SERVICE_ERROR',
    );
});
