import { setTimeout as wait } from 'node:timers/promises';
import type { SubscribePayload } from 'graphql-ws';
import { operation } from './operation.ts';
import type { LiveGroup, LiveTestbed } from './start-live-testbed.ts';

/** Whom the subgraph sends events to, and on how many topics. */
export interface Audience {
  readonly to: string;
  readonly topics: number;
}

/** What a number of clients ask for; the topics are theirs in turn. */
export function createPayloads({ to, topics }: Audience, clients: number): readonly SubscribePayload[] {
  return Array.from({ length: clients }, (_, index) => ({
    query: operation,
    variables: { to, topic: String(index % topics) },
  }));
}

const firstEvents = 20;
const pollMs = 100;
/** How long nothing may arrive before an event is taken for lost on those that had not subscribed. */
const silenceMs = 1_500;

/**
 * Opens clients of a gateway and sends events until one has reached all of them: no protocol says when a subscription runs.
 * @throws Error when none does
 */
export async function subscribeAll(
  testbed: LiveTestbed,
  audience: Audience,
  options: { readonly url: string; readonly clients: number; readonly keepsMessages?: boolean },
): Promise<LiveGroup> {
  const group = await testbed.open(audience.to, {
    url: options.url,
    headers: { authorization: 'Bearer of-everybody' },
    payloads: createPayloads(audience, options.clients),
    keepsMessages: options.keepsMessages ?? false,
  });
  for (let event = 0; event < firstEvents; event += 1) {
    const { n } = await testbed.emit({ ...audience, overMs: 0 });
    if (await reachesAll(group, n)) return group;
  }
  throw new Error(`${options.url} does not deliver to all of ${options.clients} clients`);
}

/** Waits until an event has reached all clients, or nothing arrives any more. */
async function reachesAll(group: LiveGroup, n: number): Promise<boolean> {
  let last = -1;
  for (let silent = 0; silent < silenceMs; silent += pollMs) {
    await wait(pollMs);
    const { received, arrivals } = await group.state();
    if (arrivals.some((arrival) => arrival.n === n && arrival.clients === group.clients)) return true;
    if (received !== last) silent = 0;
    last = received;
  }
  return false;
}
