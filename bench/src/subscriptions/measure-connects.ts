import { setTimeout as wait } from 'node:timers/promises';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';
import { headgate } from '../contenders/contenders.ts';
import { startContender } from '../contenders/start-contender.ts';
import { demandProcessUsage } from '../measure/demand-process-usage.ts';
import { median } from '../measure/summarise.ts';
import type { LiveTestbed } from './start-live-testbed.ts';
import { createPayloads } from './subscribe-all.ts';

export interface ConnectOptions {
  /** How many clients connect in a round. */
  readonly clients: number;
  readonly rounds: number;
  readonly onProgress: (text: string) => void;
}

export interface ConnectResult {
  readonly connectsPerSecond: number;
  readonly cpuMsPerConnect: number;
}

const audience = { to: 'everybody', topics: 1 };
const pollMs = 10;

/**
 * Measures how fast clients are connected, verified and subscribed: each comes with a token of its own that the gateway has
 * never seen, in `connection_init`. All watch one field that is declared public, and so share one subscription.
 */
export async function measureConnects(testbed: LiveTestbed, options: ConnectOptions): Promise<ConnectResult> {
  const { clients, rounds, onProgress } = options;
  await using provider = await startIdentityProvider();
  const settings = testbed.writeFile(
    'headgate.json',
    JSON.stringify({ subscriptions: { fields: { ticked: { public: true } } } }),
  );
  const metricsPort = await findFreePort();
  await using running = await startContender(headgate, {
    supergraphPath: testbed.supergraphPath,
    env: { ...provider.env, HEADGATE_CONFIG: settings, METRICS_PORT: String(metricsPort) },
  });
  const connectsPerSecond: number[] = [];
  const cpuMsPerConnect: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    onProgress(`connects with a token: ${round ? `round ${round} of ${rounds}` : 'warming up'}`);
    const tokens = await Promise.all(
      Array.from({ length: clients }, (_, index) =>
        provider.issueToken({ userId: `user-${round}-${index}` }),
      ),
    );
    const connectionParams = tokens.map((token) => ({ authorization: `Bearer ${token}` }));
    const before = demandProcessUsage(running);
    const began = performance.now();
    const group = await testbed.open(audience.to, {
      url: running.url,
      headers: {},
      payloads: createPayloads(audience, clients),
      connectionParams,
    });
    while ((await readClients(metricsPort)) < clients) await wait(pollMs);
    const elapsedMs = performance.now() - began;
    const used = demandProcessUsage(running).cpuMs - before.cpuMs;
    if (round) {
      connectsPerSecond.push((1_000 * clients) / elapsedMs);
      cpuMsPerConnect.push(used / clients);
    }
    const { ended } = await group.state();
    if (ended) throw new Error(`${ended} of ${clients} clients are refused`);
    await group.close();
    await testbed.subscribed(audience.to, 0);
  }
  return { connectsPerSecond: median(connectsPerSecond), cpuMsPerConnect: median(cpuMsPerConnect) };
}

/** How many subscriptions of clients the gateway says that it has. */
async function readClients(metricsPort: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
  return Number(/subscription_clients (\d+)/.exec(await response.text())?.[1]);
}
