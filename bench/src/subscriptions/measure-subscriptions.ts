import { compareEventCost, type EventCost } from './compare-event-cost.ts';
import { type ConnectResult, measureConnects } from './measure-connects.ts';
import { type LeakResult, measureLeaks } from './measure-leaks.ts';
import { measureShared, type SharedResult } from './measure-shared.ts';
import { startLiveTestbed } from './start-live-testbed.ts';

export interface SubscriptionOptions {
  /** Names of parts; empty for all. */
  readonly only: readonly string[];
  /** How many clients share a subscription. */
  readonly clients: number;
  /** How long clients come and go. */
  readonly churnMinutes: number;
  readonly rounds: number;
  readonly onProgress: (text: string) => void;
}

/** What was measured of subscriptions; absent where it was left out. */
export interface SubscriptionResults {
  readonly shared?: SharedResult | undefined;
  /** Clients with a subscription each. */
  readonly different?: readonly EventCost[] | undefined;
  /** As many clients with the same one. */
  readonly same?: readonly EventCost[] | undefined;
  readonly connects?: ConnectResult | undefined;
  readonly leaks?: LeakResult | undefined;
}

export const subscriptionParts = ['shared', 'different', 'same', 'connects', 'leaks'] as const;

const eventClients = 1_000;
const eventsPerRound = 5;
const connectClients = 5_000;
const reloads = 1_000;

/** Measures subscriptions, one part after the other on fresh processes. */
export async function measureSubscriptions(options: SubscriptionOptions): Promise<SubscriptionResults> {
  const { only, clients, rounds, onProgress } = options;
  const run = async <Result>(
    part: (typeof subscriptionParts)[number],
    measure: () => Promise<Result>,
  ): Promise<Result | undefined> => (only.length && !only.includes(part) ? undefined : measure());
  const events = { clients: eventClients, rounds, eventsPerRound, onProgress };
  await using testbed = await startLiveTestbed();
  return {
    shared: await run('shared', () => measureShared(testbed, { clients, events: 60, onProgress })),
    different: await run('different', () => compareEventCost(testbed, { ...events, topics: eventClients })),
    same: await run('same', () => compareEventCost(testbed, { ...events, topics: 1 })),
    connects: await run('connects', () =>
      measureConnects(testbed, { clients: Math.min(clients, connectClients), rounds, onProgress }),
    ),
    leaks: await run('leaks', () =>
      measureLeaks(testbed, { reloads, churnMs: 60_000 * options.churnMinutes, onProgress }),
    ),
  };
}
