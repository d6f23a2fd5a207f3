import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Contender } from '../contenders/contender.ts';
import { headgate } from '../contenders/contenders.ts';
import { startContender } from '../contenders/start-contender.ts';
import { demandProcessUsage } from '../measure/demand-process-usage.ts';
import { median } from '../measure/summarise.ts';
import { readEvents } from './read-events.ts';
import { hiveLive, hiveRustLive } from './servers/subscription-servers.ts';
import type { LiveTestbed } from './start-live-testbed.ts';
import { subscribeAll } from './subscribe-all.ts';

export interface EventCostOptions {
  readonly clients: number;
  /** How many different subscriptions the clients have. */
  readonly topics: number;
  readonly rounds: number;
  /** How many events each client gets in a round, one a second. */
  readonly eventsPerRound: number;
  readonly onProgress: (text: string) => void;
}

export interface EventCost {
  readonly contender: Contender;
  /** Processor time for each event that reached a client. */
  readonly cpuMs: number;
}

const contenders = [hiveLive, hiveRustLive, headgate];

/**
 * Measures what an event costs each gateway, by turns, an event a second on each subscription.
 * @throws Error when gateways deliver different messages, or one loses some
 */
export async function compareEventCost(
  testbed: LiveTestbed,
  options: EventCostOptions,
): Promise<readonly EventCost[]> {
  const { clients, topics, rounds, eventsPerRound, onProgress } = options;
  const title = `${clients} clients on ${topics} subscriptions`;
  await using cleanup = new AsyncDisposableStack();
  const turns = [];
  for (const contender of contenders) {
    onProgress(`${title}: ${contender.title} starts`);
    const running = cleanup.use(await startContender(contender, { supergraphPath: testbed.supergraphPath }));
    const audience = { to: contender.name, topics };
    const group = await subscribeAll(testbed, audience, { url: running.url, clients, keepsMessages: true });
    turns.push({ contender, running, audience, group, cpuMs: [] as number[] });
  }
  const events: (readonly object[])[] = [];
  for (const { audience, group } of turns) events.push(await readEvents(testbed, audience, group));
  if (!events.every((each) => isDeepStrictEqual(each, events[0]))) {
    throw new Error(`${title}: the gateways deliver different events`);
  }
  for (let round = 0; round <= rounds; round += 1) {
    for (const { contender, running, audience, group, cpuMs } of turns) {
      onProgress(`${title}: ${round ? `round ${round} of ${rounds}` : 'warming up'}, ${contender.name}`);
      const before = demandProcessUsage(running);
      for (let event = 0; event < eventsPerRound; event += 1) {
        const began = performance.now();
        const { n } = await testbed.emit({ ...audience, overMs: 1_000 });
        await group.arrived(n);
        await wait(Math.max(0, 1_000 - (performance.now() - began)));
      }
      const used = demandProcessUsage(running).cpuMs - before.cpuMs;
      if (round) cpuMs.push(used / (clients * eventsPerRound));
    }
  }
  for (const { group } of turns) await group.close();
  return turns.map(({ contender, cpuMs }) => ({ contender, cpuMs: median(cpuMs) }));
}
