import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { invalidate, sharedKey } from '../helpers/caching/invalidate.ts';
import { startShop } from '../helpers/caching/start-shop.ts';
import { openRawSocket } from '../helpers/raw-socket.ts';
import { spawnProcesses } from '../helpers/spawn-processes.ts';
import { startCallbackSubgraph } from '../helpers/start-callback-subgraph.ts';
import { startTicker } from '../helpers/start-ticker.ts';

let ticker: Awaited<ReturnType<typeof startTicker>>;
let folder: string;
let args: readonly string[];

before(async () => {
  ticker = await startTicker();
  folder = await mkdtemp(join(tmpdir(), 'headgate-processes-'));
  await writeFile(join(folder, 'supergraph.graphql'), ticker.sdl);
  args = ['--supergraph', join(folder, 'supergraph.graphql'), '--processes', '2'];
});
after(async () => {
  await ticker?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Asks over a connection of its own. */
function ask(url: string, query: string, authorization = 'anybody'): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const headers = { 'content-type': 'application/json', authorization };
  request(url, { method: 'POST', agent: false, headers }, (response) => text(response).then(resolve, reject))
    .once('error', reject)
    .end(JSON.stringify({ query }));
  return promise;
}

async function askOften(url: string, count: number): Promise<void> {
  for (let asked = 0; asked < count; asked += 1)
    assert.equal(await ask(url, '{ now }'), '{"data":{"now":1}}');
}

test('processes share a port, and their metrics are added up, those of one that was killed too', async () => {
  await using running = spawnProcesses(args, { METRICS_PORT: '0' });
  const [first] = await running.saw('a process serves', 2);
  const [listening] = await running.saw('listening');
  const [serving] = await running.saw('serving metrics');
  const url = String(listening?.['url']);
  const countOperations = async () => {
    const metrics = await (await fetch(String(serving?.['metricsUrl']))).text();
    const lines = metrics.split('\n').filter((line) => line.startsWith('headgate_operations_total{'));
    assert.match(metrics, /^# TYPE headgate_operations_total counter$/m);
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  };
  await askOften(url, 10);
  assert.equal(await countOperations(), 10);

  process.kill(Number(first?.['pid']), 'SIGKILL');
  await running.saw('a process ended: starting another one');
  await running.saw('a process serves', 3);
  await askOften(url, 10);
  assert.equal(await countOperations(), 20);

  running.signal('SIGTERM');
  assert.equal(await running.exited, 0);
});

test('all have as many connections and subscriptions together as one alone may have', async () => {
  await using running = spawnProcesses(args, { MAX_CONNECTIONS: '6', MAX_SUBSCRIPTIONS: '2' });
  await running.saw('all processes serve');
  const [listening] = await running.saw('listening');
  const url = String(listening?.['url']);
  await using sockets = new AsyncDisposableStack();
  const open = async () => {
    const socket = sockets.use(await openRawSocket(url));
    socket.send({ type: 'connection_init' });
    await socket.receive();
    return socket;
  };
  // One connection after the other goes to the next process.
  const opened = [await open(), await open(), await open(), await open(), await open(), await open()];
  await assert.rejects(open());
  for (const [index, socket] of opened.entries()) {
    const id = String(index);
    socket.send({ id, type: 'subscribe', payload: { query: 'subscription { ticked { n } }' } });
    if (index < 2) await ticker.subscribed(index + 1);
    else assert.equal((await socket.receive())['type'], 'error');
  }
});

test('told to stop, each by a signal of its own too, all drain: nobody is cut off', async () => {
  const running = spawnProcesses(args);
  await running.saw('all processes serve');
  const processes = await running.saw('a process serves', 2);
  const [listening] = await running.saw('listening');
  const url = String(listening?.['url']);
  const answers: Promise<string>[] = [];
  // Those of one caller would share a request to the subgraph.
  for (const caller of ['a', 'b', 'c', 'd']) {
    const arrived = ticker.arrived();
    answers.push(ask(url, '{ slow }', caller));
    await arrived;
  }
  using socket = await openRawSocket(url);
  socket.send({ type: 'connection_init' });
  await socket.receive();

  running.signal('SIGTERM');
  for (const { pid } of processes) process.kill(Number(pid), 'SIGTERM');
  await running.saw('draining', 2);
  ticker.release();
  assert.deepEqual(new Set(await Promise.all(answers)), new Set(['{"data":{"slow":1}}']));
  assert.equal((await socket.closed).code, 1001);
  assert.equal(await running.exited, 0);
});

test('what cannot be served ends all processes', async () => {
  const wrong = join(folder, 'wrong.graphql');
  await writeFile(wrong, 'type Query { a: Int }');
  const running = spawnProcesses(['--supergraph', wrong, '--processes', '2']);
  assert.equal(await running.exited, 1);
});

test('an answer that one process is told to forget is forgotten by all', async () => {
  await using shop = await startShop({ shop: 'public, max-age=600', prices: 'public, max-age=600' });
  const supergraph = join(folder, 'shop.graphql');
  await writeFile(supergraph, shop.sdl);
  const env = { INVALIDATION_KEY: sharedKey };
  await using running = spawnProcesses(['--supergraph', supergraph, '--processes', '2'], env);
  await running.saw('all processes serve');
  const [listening] = await running.saw('listening');
  const url = String(listening?.['url']);
  const askUntil = async (requests: number) => {
    while (shop.requests.length < requests) await ask(url, '{ products { name price } }');
  };
  await askUntil(1);
  const ofOne = shop.requests.length;
  await askUntil(2 * ofOne);
  assert.equal((await invalidate({ url }, [{ kind: 'subgraph', subgraph: 'shop' }])).status, 202);
  // Answers that begin in the very millisecond are not kept, since nobody knows what they have read.
  const invalidatedMs = Date.now();
  while (Date.now() === invalidatedMs);
  await askUntil(4 * ofOne);
});

test('a subgraph that calls back reaches the process that has subscribed, whichever it is', async () => {
  await using calling = await startTicker({ startTicks: startCallbackSubgraph });
  const supergraph = join(folder, 'calling.graphql');
  const config = join(folder, 'calling.json');
  await writeFile(supergraph, calling.sdl);
  await writeFile(config, '{"subscriptions":{"callback":{"subgraphs":["ticks"],"port":0}}}');
  await using running = spawnProcesses(['--supergraph', supergraph, '--processes', '2', '--config', config]);
  await running.saw('all processes serve');
  const [first] = await running.saw('a process serves', 2);
  const [listening] = await running.saw('listening');
  await using sockets = new AsyncDisposableStack();
  const open = async () => {
    const socket = sockets.use(await openRawSocket(String(listening?.['url'])));
    socket.send({ type: 'connection_init' });
    await socket.receive();
    socket.send({ id: '1', type: 'subscribe', payload: { query: 'subscription { ticked { n } }' } });
    return socket;
  };
  // One connection after the other goes to the next process.
  const [one, other] = [await open(), await open()];
  await calling.subscribed(2);
  calling.tick(1);
  for (const socket of [one, other])
    assert.deepEqual(await socket.receive(), {
      id: '1',
      type: 'next',
      payload: { data: { ticked: { n: 1 } } },
    });

  process.kill(Number(first?.['pid']), 'SIGKILL');
  await Promise.race([one.closed, other.closed]);
  const left = [one, other].find(({ socket }) => socket.readyState === socket.OPEN);
  calling.tick(2);
  assert.deepEqual(await left?.receive(), { id: '1', type: 'next', payload: { data: { ticked: { n: 2 } } } });
  // The subgraph is told that nobody has the other one any more.
  await calling.subscribed(1);
});
