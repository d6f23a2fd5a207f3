import { setTimeout as wait } from 'node:timers/promises';
import { headgate } from '../contenders/contenders.ts';
import { demandProcessUsage } from '../measure/demand-process-usage.ts';
import { loadVersion, tellingHeadgate } from './load-version.ts';
import { measureGrowth } from './measure-growth.ts';
import { bareWs, generators } from './servers/subscription-servers.ts';
import type { LiveGroup, LiveTestbed } from './start-live-testbed.ts';
import { createPayloads, subscribeAll } from './subscribe-all.ts';

export interface SharedOptions {
  readonly clients: number;
  /** How many events are measured, one a second. */
  readonly events: number;
  readonly onProgress: (text: string) => void;
}

/** What many clients on one identical subscription cost. */
export interface SharedResult {
  readonly clients: number;
  /** Growth of resident memory a client, by the server's title. */
  readonly bytesPerClient: readonly (readonly [title: string, bytes: number])[];
  /** From the event at the subgraph to the last client, for each event. */
  readonly lastClientMs: readonly number[];
  readonly cpuMsPerEvent: number;
  /** Clients that a reload of the supergraph has ended, or that do not get the next event. */
  readonly endedByReload: number;
}

const audience = { to: 'all', topics: 1 };
const eventsWithoutGateway = 3;

/** Measures servers without a gateway, then Headgate, and what a reload does to Headgate's clients. */
export async function measureShared(testbed: LiveTestbed, options: SharedOptions): Promise<SharedResult> {
  const { clients, events, onProgress } = options;
  const bytesPerClient: (readonly [string, number])[] = [];
  for (const contender of [bareWs, generators]) {
    const growth = await measureGrowth(contender, {
      testbed,
      clients,
      onProgress,
      open: (url, count) => openWithoutGateway(testbed, url, count),
      use: (group) => awaitEvents(group, eventsWithoutGateway),
    });
    bytesPerClient.push([contender.title, growth.bytesPerClient]);
  }
  let endedByReload = 0;
  const growth = await measureGrowth(tellingHeadgate, {
    testbed,
    clients,
    onProgress,
    open: (url, count) => subscribeAll(testbed, audience, { url, clients: count }),
    async use(group, running) {
      const lastClientMs: number[] = [];
      const before = demandProcessUsage(running);
      for (let event = 1; event <= events; event += 1) {
        onProgress(`${clients} clients: event ${event} of ${events}`);
        const began = performance.now();
        lastClientMs.push(await sendEvent(testbed, group));
        await wait(Math.max(0, 1_000 - (performance.now() - began)));
      }
      const { cpuMs } = demandProcessUsage(running);
      return { lastClientMs, cpuMsPerEvent: (cpuMs - before.cpuMs) / events };
    },
    async after(group, { url }) {
      onProgress(`${clients} clients: reloading the supergraph`);
      await loadVersion(testbed, url, 1);
      const { n } = await testbed.emit({ ...audience, overMs: 0 });
      await group.arrived(n).catch(() => undefined);
      const { ended, arrivals } = await group.state();
      const reached = arrivals.find((arrival) => arrival.n === n)?.clients ?? 0;
      endedByReload = Math.max(ended, clients - reached);
    },
  });
  bytesPerClient.push([headgate.title, growth.bytesPerClient]);
  return { clients, bytesPerClient, endedByReload, ...growth.result };
}

/** Says how long an event took to the last client. */
async function sendEvent(testbed: LiveTestbed, group: LiveGroup): Promise<number> {
  const { n, sentMs } = await testbed.emit({ ...audience, overMs: 0 });
  return (await group.arrived(n)) - sentMs;
}

/** These servers have events of their own. */
async function openWithoutGateway(testbed: LiveTestbed, url: string, clients: number): Promise<LiveGroup> {
  const group = await testbed.open('all', { url, headers: {}, payloads: createPayloads(audience, clients) });
  await awaitEvents(group, 1);
  return group;
}

async function awaitEvents(group: LiveGroup, count: number): Promise<void> {
  for (;;) {
    const { arrivals } = await group.state();
    if (arrivals.filter(({ clients }) => clients === group.clients).length >= count) return;
    await wait(200);
  }
}
