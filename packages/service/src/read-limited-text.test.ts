import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readLimitedText } from './read-limited-text.ts';

test('a body is read up to its limit, decompressed, and a larger one is left', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(gzipSync('\uFEFFé'.repeat(100)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  assert.equal((await readLimitedText(await fetch(url), 500)).length, 199);
  await assert.rejects(readLimitedText(await fetch(url), 499), /more than 499 bytes/);
  assert.equal(await readLimitedText(new Response(null), 1), '');
  server.closeAllConnections();
  server.close();
});
