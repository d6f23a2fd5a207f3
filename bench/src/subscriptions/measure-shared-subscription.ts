import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startTicker } from '../../../gateway/src/testing/start-ticker.ts';
import type { Contender } from '../contenders/contender.ts';
import { startContender } from '../contenders/start-contender.ts';
import { readProcessUsage } from '../measure/read-process-usage.ts';
import { createTemporaryFolder } from '../testbed/create-temporary-folder.ts';
import { openClients } from './open-clients.ts';

export interface SharedSubscriptionResult {
  readonly clients: number;
  readonly connectsPerSecond: number;
  /** Growth of resident memory for each client. */
  readonly bytesPerClient: number;
  /** From the event at the subgraph to the last client, for each event. */
  readonly lastClientMs: readonly number[];
  readonly cpuMsPerEvent: number;
  /** Clients whose subscription a reload of the supergraph has ended. */
  readonly endedByReload: number;
}

export interface MeasureSharedSubscriptionOptions {
  readonly clients: number;
  readonly events: number;
  readonly onProgress: (text: string) => void;
}

const query = 'subscription { ticked { n author { name } } }';

/** Many clients on one identical subscription with a field of a second subgraph, an event a second. */
export async function measureSharedSubscription(
  contender: Contender,
  options: MeasureSharedSubscriptionOptions,
): Promise<SharedSubscriptionResult> {
  const { onProgress } = options;
  using folder = createTemporaryFolder();
  await using ticker = await startTicker();
  const supergraphPath = join(folder.path, 'supergraph.graphql');
  writeFileSync(supergraphPath, ticker.sdl);
  await using gateway = await startContender(contender, { supergraphPath });
  const read = () => readProcessUsage(gateway.pid) ?? { cpuMs: 0, residentBytes: 0 };

  onProgress('warming up');
  const warmUp = await openClients(gateway.url, query, 1_000);
  await ticker.subscribed(1);
  await wait(500);
  ticker.tick(0);
  await warmUp.receivedInAll(warmUp.received + 1);
  await warmUp[Symbol.asyncDispose]();
  await ticker.subscribed(0);
  await wait(3_000);

  onProgress(`connecting ${options.clients} clients`);
  const before = read();
  const began = performance.now();
  await using clients = await openClients(gateway.url, query, options.clients);
  const connectMs = performance.now() - began;
  await ticker.subscribed(1);
  await wait(2_000);

  const lastClientMs: number[] = [];
  async function tick(n: number): Promise<void> {
    const sent = performance.now();
    ticker.tick(n);
    await clients.receivedInAll(n * options.clients);
    lastClientMs.push(performance.now() - sent);
  }
  await tick(1);
  lastClientMs.length = 0;
  const started = read();
  for (let n = 2; n <= options.events + 1; n += 1) {
    onProgress(`event ${n - 1} of ${options.events}`);
    await tick(n);
    await wait(Math.max(0, 1_000 - (lastClientMs.at(-1) ?? 0)));
  }
  const ended = read();

  onProgress('reloading the supergraph');
  writeFileSync(supergraphPath, ticker.sdl.replace('echo(', 'say('));
  await wait(3_000);
  ticker.tick(options.events + 2);
  await Promise.race([clients.receivedInAll((options.events + 2) * options.clients), wait(10_000)]);
  return {
    clients: options.clients,
    connectsPerSecond: (1_000 * options.clients) / connectMs,
    bytesPerClient: (ended.residentBytes - before.residentBytes) / options.clients,
    lastClientMs,
    cpuMsPerEvent: (ended.cpuMs - started.cpuMs) / options.events,
    endedByReload: clients.ended,
  };
}
