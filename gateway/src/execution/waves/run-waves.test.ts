import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FetchNode } from '@apollo/query-planner';
import { startWave } from './run-waves.ts';

const fetches = Array.from({ length: 3 }, (): FetchNode => ({ kind: 'Fetch' }) as FetchNode);
const [one, two, three] = fetches as [FetchNode, FetchNode, FetchNode];

function start(pacers: readonly FetchNode[] = fetches) {
  const sent: string[] = [];
  const counters = { fetchesPostponed: 0, wavesSplit: 0 };
  const wave = startWave<string>({
    wave: { subgraph: 'a', members: new Set(fetches), pacers: new Set(pacers) },
    holdMs: 3,
    send: async (items) => void sent.push(items.join()),
    counters,
  });
  return { wave, sent, counters };
}

test('everything leaves together when the last has arrived', async () => {
  const { wave, sent } = start();
  const arrivals = [wave.arrive(one, ['a', 'b']), wave.arrive(two, ['c'])];
  assert.deepEqual(sent, []);
  arrivals.push(wave.arrive(three, ['d']));
  await Promise.all(arrivals);
  assert.deepEqual(sent, ['a,b,c,d']);
});

test('a member that has nothing to send is not waited for', async () => {
  const { wave, sent } = start();
  await wave.arrive(one, []);
  const arrival = wave.arrive(two, ['a']);
  await wave.arrive(three, []);
  await arrival;
  assert.deepEqual(sent, ['a']);
});

test('those that are ready leave without the late ones after a while', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { wave, sent, counters } = start();
  const arrivals = [wave.arrive(one, ['a']), wave.arrive(two, ['b'])];
  context.mock.timers.tick(2);
  assert.deepEqual(sent, []);
  context.mock.timers.tick(1);
  await Promise.all(arrivals);
  await wave.arrive(three, ['c']);
  assert.deepEqual(sent, ['a,b', 'c']);
  assert.deepEqual(counters, { fetchesPostponed: 0, wavesSplit: 1 });
});

test('a member that was put off waits for those that set the pace', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { wave, sent, counters } = start([three]);
  const arrivals = [wave.arrive(one, ['a'])];
  context.mock.timers.tick(1_000);
  assert.deepEqual(sent, []);
  arrivals.push(wave.arrive(three, ['b']));
  context.mock.timers.tick(3);
  await Promise.all(arrivals);
  assert.deepEqual(sent, ['a,b']);
  await wave.arrive(two, ['c']);
  assert.deepEqual(sent, ['a,b', 'c']);
  assert.deepEqual(counters, { fetchesPostponed: 2, wavesSplit: 1 });
});

test('a member that was put off waits no longer when those that set the pace have nothing to send', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const { wave, sent } = start([three]);
  const arrival = wave.arrive(one, ['a']);
  await wave.arrive(three, []);
  context.mock.timers.tick(3);
  await arrival;
  assert.deepEqual(sent, ['a']);
});
