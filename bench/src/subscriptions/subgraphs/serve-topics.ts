import { EventEmitter, on } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { composeSupergraph } from '../../../../gateway/tests/helpers/compose-supergraph.ts';
import { startLiveSubgraph } from '../../../../gateway/tests/helpers/start-live-subgraph.ts';
import { machineTimeMs } from '../machine-time.ts';

/** Events to send: one on each of the topics 0 to `topics` - 1. */
export interface EmitOrder {
  /** Only those who subscribed with this name get them. */
  readonly to: string;
  readonly topics: number;
  readonly n: number;
  /** Over how long a time the topics are spread. */
  readonly overMs: number;
}

export interface ServedTopics {
  readonly supergraphSdl: string;
  /** Sends events; says when the last was sent, on the machine's clock. */
  emit(order: EmitOrder): Promise<number>;
  /** How many subscriptions with this name are open. */
  subscriptions(to: string): number;
}

interface Subscription {
  readonly to: string;
  readonly topic: string;
}

const steps = 50;

/** Serves two subgraphs until the process ends: `ticks` has events by topic, `authors` the name of each topic's author. */
export async function serveTopics(): Promise<ServedTopics> {
  const events = new EventEmitter().setMaxListeners(0);
  const open = new Map<string, number>();
  const count = (to: string, change: number) => open.set(to, (open.get(to) ?? 0) + change);
  const describe = ({ to, topic }: Subscription) => `${to}/${topic}`;

  const ticks = await startLiveSubgraph({
    name: 'ticks',
    typeDefs: `
      type Query { now: Int! }
      type Subscription { ticked(to: String!, topic: ID!): Tick! }
      type Tick { n: Int!, topic: ID!, author: Author! }
      type Author @key(fields: "id", resolvable: false) { id: ID! }`,
    resolvers: {
      Query: { now: () => 1 },
      Subscription: {
        ticked: {
          subscribe(_: unknown, subscription: Subscription) {
            const source = on(events, describe(subscription));
            count(subscription.to, 1);
            // Not a generator: one that waits for an event cannot be left.
            const iterator = {
              [Symbol.asyncIterator]: () => iterator,
              async next() {
                const { done = false, value } = await source.next();
                return { done, value: value && { ticked: value[0] } };
              },
              async return() {
                count(subscription.to, -1);
                await source.return?.();
                return { done: true, value: undefined };
              },
            };
            return iterator;
          },
        },
      },
      Tick: { author: ({ topic }: { topic: string }) => ({ __typename: 'Author', id: topic }) },
    },
  });
  const authors = await startLiveSubgraph({
    name: 'authors',
    typeDefs: 'type Author @key(fields: "id") { id: ID!, name: String }',
    resolvers: {
      Author: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `Author of topic ${id}` }) },
    },
  });

  return {
    supergraphSdl: composeSupergraph([ticks, authors]),
    subscriptions: (to) => open.get(to) ?? 0,
    async emit({ to, topics, n, overMs }) {
      const batch = Math.ceil(topics / (overMs > 0 ? steps : 1));
      const began = performance.now();
      for (let first = 0; first < topics; first += batch) {
        const dueMs = began + (overMs * first) / topics;
        await wait(Math.max(0, dueMs - performance.now()));
        for (let topic = first; topic < Math.min(first + batch, topics); topic += 1) {
          events.emit(describe({ to, topic: String(topic) }), { n, topic: String(topic) });
        }
      }
      return machineTimeMs();
    },
  };
}
