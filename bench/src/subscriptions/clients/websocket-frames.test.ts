import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { test } from 'node:test';
import { WebSocketServer } from 'ws';
import { createFrameReader, opcodes, writeFrame } from './websocket-frames.ts';

const lengths = [0, 1, 125, 126, 1_000];

/** As a server writes them: without a mask. */
function serverFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < 126 ? [0x81, length] : [0x81, 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(header), Buffer.from(text)]);
}

test('frames are read whole, wherever the chunks that bring them are cut', () => {
  const texts = lengths.map((length) => 'x'.repeat(length));
  const stream = Buffer.concat(texts.map(serverFrame));
  for (const size of [1, 7, 1_000, stream.length]) {
    const read: string[] = [];
    const reader = createFrameReader((_, payload) => read.push(String(payload)));
    for (let at = 0; at < stream.length; at += size) reader(stream.subarray(at, at + size));
    assert.deepEqual(read, texts);
  }
});

test('a server reads the frames that are written', async () => {
  await using stack = new AsyncDisposableStack();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  stack.defer(() => server.close());
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  stack.defer(() => void socket.destroy());
  socket.write(
    'GET / HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\n' +
      'sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  const [peer] = await once(server, 'connection');
  for (const length of lengths) {
    const arrived = once(peer, 'message');
    socket.write(writeFrame(opcodes.text, 'ü'.repeat(length / 2)));
    assert.equal(String((await arrived)[0]), 'ü'.repeat(length / 2));
  }
});
