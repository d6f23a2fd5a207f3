import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';
import { startContender } from '../contenders/start-contender.ts';
import { type HeapInspector, inspectHeap } from '../measure/inspect-heap.ts';
import { loadVersion, tellingHeadgate } from './load-version.ts';
import type { LiveTestbed } from './start-live-testbed.ts';
import { createPayloads, subscribeAll } from './subscribe-all.ts';

export interface LeakOptions {
  readonly reloads: number;
  readonly churnMs: number;
  readonly onProgress: (text: string) => void;
}

/** Heap in use with nobody connected, before and after. */
export interface HeapGrowth {
  readonly beforeBytes: number;
  readonly afterBytes: number;
}

export interface LeakResult {
  readonly reloads: number;
  readonly reloading: HeapGrowth;
  readonly churnMs: number;
  /** How many clients came and went. */
  readonly connects: number;
  readonly churning: HeapGrowth;
}

const watchers = { to: 'watchers', topics: 20 };
const churners = { to: 'churners', topics: 20 };
const churnClients = 500;
const churnSliceMs = 5_000;
const warmUpReloads = 200;
const warmUpChurnMs = 10_000;
const settleMs = 6_000;

/**
 * Measures what is left in the heap after many reloads of the supergraph under live subscriptions, and after clients have
 * come and gone.
 * @throws Error when a subscription is ended
 */
export async function measureLeaks(testbed: LiveTestbed, options: LeakOptions): Promise<LeakResult> {
  const { reloads, churnMs, onProgress } = options;
  const inspectPort = await findFreePort();
  await using running = await startContender(tellingHeadgate, {
    supergraphPath: testbed.supergraphPath,
    nodeOptions: [`--inspect=127.0.0.1:${inspectPort}`],
  });
  const { url } = running;
  await using heap = await inspectHeap(inspectPort);
  let version = 0;

  async function reload(count: number): Promise<void> {
    const group = await subscribeAll(testbed, watchers, { url, clients: 100 });
    for (let done = 0; done < count; done += 1) {
      version += 1;
      if (done % 50 === 0) onProgress(`reload ${done} of ${count}`);
      await loadVersion(testbed, url, version);
    }
    const { n } = await testbed.emit({ ...watchers, overMs: 0 });
    await group.arrived(n);
    const { ended } = await group.state();
    if (ended) throw new Error(`Reloads have ended ${ended} subscriptions`);
    await group.close();
    await testbed.subscribed(watchers.to, 0);
  }

  async function churn(durationMs: number): Promise<number> {
    let connects = 0;
    for (let doneMs = 0; doneMs < durationMs; doneMs += churnSliceMs) {
      onProgress(`churn: ${Math.round(doneMs / 1_000)} of ${durationMs / 1_000} s, ${connects} connects`);
      const sliced = await testbed.churn({
        url,
        headers: { authorization: 'Bearer of-everybody' },
        payloads: createPayloads(churners, churners.topics),
        durationMs: Math.min(churnSliceMs, durationMs - doneMs),
        clients: churnClients,
      });
      connects += sliced.connects;
      await testbed.emit({ ...churners, overMs: 0 });
    }
    await testbed.subscribed(churners.to, 0);
    return connects;
  }

  await reload(warmUpReloads);
  const [reloading] = await growHeap(heap, () => reload(reloads));
  await churn(warmUpChurnMs);
  const [churning, connects] = await growHeap(heap, () => churn(churnMs));
  return { reloads, reloading, churnMs, connects, churning };
}

async function growHeap<Result>(
  heap: HeapInspector,
  use: () => Promise<Result>,
): Promise<readonly [HeapGrowth, Result]> {
  await wait(settleMs);
  const beforeBytes = await heap.usedBytes();
  const result = await use();
  await wait(settleMs);
  return [{ beforeBytes, afterBytes: await heap.usedBytes() }, result];
}
