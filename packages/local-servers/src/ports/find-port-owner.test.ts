import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { findFreePort } from './find-free-port.ts';
import { findPortOwner } from './find-port-owner.ts';
import { isPortFree } from './is-port-free.ts';

test('a taken port is not free, and its owner is this process', async () => {
  const port = await findFreePort();
  assert.equal(await isPortFree(port), true);
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  assert.equal(await isPortFree(port), false);
  assert.match(String(await findPortOwner(port)), new RegExp(`process ${process.pid}\\)`));
  server.close();
});
