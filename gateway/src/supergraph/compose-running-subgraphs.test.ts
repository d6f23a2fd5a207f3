import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { composeRunningSubgraphs } from './compose-running-subgraphs.ts';

async function startSubgraph(first: string) {
  const subgraph = { sdl: first, status: 200 };
  const server = createServer((_request, response) => {
    response.writeHead(subgraph.status).end(JSON.stringify({ data: { _service: { sdl: subgraph.sdl } } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    subgraph,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    [Symbol.dispose]: () => void server.close(),
  };
}

test('a changed schema is offered, one that does not compose is told, and absence once for each change', async () => {
  using running = await startSubgraph('type Query { one: Int }');
  const { subgraph, url } = running;
  const happenings = new EventEmitter();
  const offered: string[] = [];
  const said: string[] = [];
  const say = (_details: object, message: string) => {
    said.push(message);
    happenings.emit('said');
  };
  const source = composeRunningSubgraphs({
    subgraphs: [{ name: 'numbers', url }],
    ask: async (asked, request) => {
      const response = await fetch(asked.url, { method: 'POST', body: JSON.stringify(request) });
      return { status: response.status, text: await response.text() };
    },
    pollMs: 5,
    logger: { info: say, warn: say, error: say },
  });
  const offers = once(happenings, 'offered');
  await using _watching = await source.start(async (sdl) => {
    offered.push(sdl);
    happenings.emit('offered');
  });
  await offers;
  assert.match(offered[0] ?? '', /one: Int/);
  const next = once(happenings, 'offered');
  subgraph.sdl = 'type Query { two: Int }';
  await next;
  assert.match(offered[1] ?? '', /two: Int/);
  const refused = once(happenings, 'said');
  subgraph.sdl = 'type Query { three: Missing }';
  await refused;
  const gone = once(happenings, 'said');
  Object.assign(subgraph, { sdl: undefined, status: 500 });
  await gone;
  const back = once(happenings, 'offered');
  Object.assign(subgraph, { sdl: 'type Query { four: Int }', status: 200 });
  await back;
  assert.deepEqual(said, [
    'supergraph refused, the last good one goes on serving',
    'subgraph numbers does not answer',
    'subgraph numbers is there',
  ]);
  assert.equal(offered.length, 3);
});
