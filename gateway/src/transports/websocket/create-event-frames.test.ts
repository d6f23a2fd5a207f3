import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { createEventFrames } from './create-event-frames.ts';
import { writeTextFrame } from './text-frame.ts';

test('a client reads what is written to the stream of its socket, between what the socket itself sends', async () => {
  await using stack = new AsyncDisposableStack();
  const server = createServer().listen(0, '127.0.0.1');
  stack.defer(() => void server.close());
  const sockets = new WebSocketServer({ noServer: true });
  const frames = createEventFrames();
  const events = ['""', ...[100, 60_000, 70_000].map((length) => JSON.stringify('ü'.repeat(length)))].map(
    (text) => ({ text, json: Buffer.from(text) }),
  );
  const ids = ['"é"', '"è"', '"longer"'];
  server.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (socket) => {
      for (const event of events) {
        for (const id of ids) {
          stream.write(frames.write(id, event.json));
          if (stream.writableLength > 0) frames.keep();
        }
        socket.ping();
        stream.write(writeTextFrame(event.json));
      }
      socket.close(1000);
    });
  });
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const received: string[] = [];
  let pings = 0;
  client.on('message', (data) => received.push(String(data)));
  client.on('ping', () => {
    pings += 1;
  });
  await once(client, 'close');
  assert.deepEqual(
    received,
    events.flatMap(({ text }) => [...ids.map((id) => `{"id":${id},"type":"next","payload":${text}}`), text]),
  );
  assert.equal(pings, events.length);
});
