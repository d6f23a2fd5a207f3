import { setTimeout as wait } from 'node:timers/promises';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import type { Stack } from '@headgate/dev/stack/stack.ts';
import { startStack } from '@headgate/dev/stack/start-stack.ts';
import { readProcessUsage } from '../../measure/read-process-usage.ts';
import { createTemporaryFolder } from '../../testbed/create-temporary-folder.ts';
import { type OpenUser, openUser } from './open-user.ts';
import { type EventHops, readHops } from './read-hops.ts';

/** Where one event was when, from its client and back to it; in milliseconds since 1970. */
export interface Delivery extends EventHops {
  readonly sentAt: number;
  readonly answeredAt: number;
  /** The alert was on the client's socket. */
  readonly receivedAt: number;
}

export interface DeliveryResult {
  readonly users: number;
  readonly eventsPerSecond: number;
  readonly deliveries: readonly Delivery[];
  /** Processor time of each process for each event. */
  readonly cpuMsPerEvent: Readonly<Record<string, number>>;
  /** Alerts that have not come within half a minute after the last event. */
  readonly missing: number;
}

export interface MeasureDeliveryOptions {
  readonly users: number;
  readonly eventsPerSecond: number;
  readonly durationMs: number;
  readonly onProgress: (text: string) => void;
}

const warmUpMs = 10_000;
const patienceMs = 30_000;

/**
 * Sends events through the gateway of a whole local stack, at a steady rate whatever the answers take, and waits for the
 * alert that each raises on the socket of its user.
 */
export async function measureDelivery(options: MeasureDeliveryOptions): Promise<DeliveryResult> {
  const { eventsPerSecond, durationMs, onProgress } = options;
  using folder = createTemporaryFolder();
  onProgress('starting the stack');
  await using stack = await startStack({
    directory: folder.path,
    ports: await findFreePorts(),
    track: async (_part, start) => void (await start()),
    say: onProgress,
  });
  if (!stack.redisUrl) throw new Error('There is no redis-server on this machine.');
  const receivedAt = new Map<string, number>();
  const users: OpenUser[] = [];
  for (let n = 0; n < options.users; n++) {
    onProgress(`user ${n + 1} of ${options.users}`);
    const userId = `mover-${n}`;
    users.push(
      await openUser({
        graphqlUrl: stack.graphqlUrl,
        userId,
        token: await stack.identity.issueToken({ userId }),
        onAlert: (eventId, at) => receivedAt.set(eventId, at),
      }),
    );
  }
  const send = (name: string, forMs: number) =>
    sendEvents(users, { name, forMs, eventsPerSecond, onProgress });
  await waitForAll(await send('warm-up', warmUpMs), receivedAt);
  const before = readUsages(stack);
  const requests = await send('event', durationMs);
  await waitForAll(requests, receivedAt);
  const after = readUsages(stack);
  const cpuMsPerEvent = Object.fromEntries(
    Object.entries(after).map(([part, cpuMs]) => [part, (cpuMs - (before[part] ?? 0)) / requests.size]),
  );
  onProgress('reading what was when');
  const hops = await readHops(stack.cosmosConnectionString, stack.redisUrl);
  const deliveries = [...requests].flatMap(([id, request]): Delivery[] => {
    const received = receivedAt.get(id);
    const known = hops.get(id);
    return received !== undefined && known ? [{ ...request, ...known, receivedAt: received }] : [];
  });
  for (const user of users) user.close();
  const missing = requests.size - deliveries.length;
  return { users: users.length, eventsPerSecond, deliveries, cpuMsPerEvent, missing };
}

/** Processor time so far, in milliseconds; `clients` is this process. */
function readUsages({ processes }: Stack): Record<string, number> {
  const usages = Object.entries(processes).map(([part, supervised]) => {
    const usage = readProcessUsage(supervised?.process.pid ?? 0);
    return [part, usage?.cpuMs ?? 0];
  });
  const { user, system } = process.cpuUsage();
  return { ...Object.fromEntries(usages), clients: (user + system) / 1_000 };
}

type Requests = Map<string, { readonly sentAt: number; readonly answeredAt: number }>;

interface Sending {
  readonly name: string;
  readonly forMs: number;
  readonly eventsPerSecond: number;
  readonly onProgress: (text: string) => void;
}

/** Lets one user after the other move, each at its time; resolves when all requests are answered. */
async function sendEvents(users: readonly OpenUser[], sending: Sending): Promise<Requests> {
  const { name, forMs, eventsPerSecond, onProgress } = sending;
  const count = Math.round((forMs / 1_000) * eventsPerSecond);
  const requests: Requests = new Map();
  const running: Promise<unknown>[] = [];
  const began = performance.now();
  for (let n = 0; n < count; n++) {
    const dueInMs = began + (n * 1_000) / eventsPerSecond - performance.now();
    if (dueInMs > 0) await wait(dueInMs);
    const id = `${name}-${n}`;
    const moved = users[n % users.length]?.move(id).then((request) => requests.set(id, request));
    if (moved) running.push(moved);
    if (n % eventsPerSecond === 0) onProgress(`${name} ${n} of ${count}`);
  }
  await Promise.all(running);
  return requests;
}

async function waitForAll(requests: Requests, received: ReadonlyMap<string, number>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline && ![...requests.keys()].every((id) => received.has(id))) {
    await wait(50);
  }
}
