import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createReplyHeaders } from './create-reply-headers.ts';

/** What a client gets of the headers of some subgraphs. */
async function forward(name: string, values: readonly string[]): Promise<string | null> {
  await using server = createServer((_request, response) => {
    const headers = createReplyHeaders([{ forward: name, as: name }]);
    for (const [index, value] of values.entries())
      headers?.add({ subgraph: String(index), headers: { [name]: value } });
    headers?.writeTo(response);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } });
  return response.headers.get(name);
}

test('of several waits the longest is told, whatever their form', async () => {
  const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
  assert.equal(await forward('retry-after', ['5', '120', '30']), '120');
  assert.equal(await forward('retry-after', ['5', inAnHour, '30']), inAnHour);
  assert.equal(await forward('retry-after', ['7200', inAnHour]), '7200');
  assert.equal(await forward('retry-after', ['soon', '1']), '1');
  assert.equal(await forward('retry-after', ['0']), '0');
});

test('other values are told in a row, each once', async () => {
  assert.equal(await forward('x-region', ['north', 'south', 'north']), 'north, south');
});
