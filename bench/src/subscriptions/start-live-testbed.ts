import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createTemporaryFolder } from '../testbed/create-temporary-folder.ts';
import { forkHelper } from '../testbed/fork-helper.ts';
import type { ChurnOrder, ChurnResult } from './clients/churn.ts';
import type { GroupOrder, GroupState } from './clients/client-group.ts';
import type { ClientAnswer, ClientQuestion } from './clients/main.ts';
import type { TopicAnswer, TopicQuestion } from './subgraphs/main.ts';

/** Subgraphs with events and clients that subscribe, each in a process of its own. */
export interface LiveTestbed extends AsyncDisposable {
  readonly supergraphSdl: string;
  readonly supergraphPath: string;
  /** Writes a file beside the supergraph; returns its path. */
  writeFile(name: string, content: string): string;
  /** Opens clients; resolves when all have subscribed. */
  open(name: string, order: GroupOrder): Promise<LiveGroup>;
  churn(order: ChurnOrder): Promise<ChurnResult>;
  /** Sends an event on each topic; returns its number and when the last was sent. */
  emit(order: { readonly to: string; readonly topics: number; readonly overMs: number }): Promise<SentEvent>;
  /** Waits until as many subscriptions with this name are open at the subgraph. */
  subscribed(to: string, count: number): Promise<void>;
}

export interface SentEvent {
  readonly n: number;
  readonly sentMs: number;
}

export interface LiveGroup {
  readonly clients: number;
  state(): Promise<GroupState>;
  /** The last message of each client, where they are kept. */
  messages(): Promise<readonly string[]>;
  /**
   * Waits until all clients have had an event; says when the last one got it.
   * @throws Error when that takes more than a minute
   */
  arrived(n: number): Promise<number>;
  close(): Promise<void>;
}

const arrivalDeadlineMs = 60_000;
const pollMs = 25;

/** Starts the processes, and composes the subgraphs. */
export async function startLiveTestbed(): Promise<LiveTestbed> {
  await using cleanup = new AsyncDisposableStack();
  const folder = cleanup.use(createTemporaryFolder());
  const clients = cleanup.use(
    forkHelper<ClientQuestion, ClientAnswer>(new URL('./clients/main.ts', import.meta.url)),
  );
  const subgraphs = cleanup.use(
    forkHelper<TopicQuestion, TopicAnswer>(new URL('./subgraphs/main.ts', import.meta.url)),
  );
  const supergraphSdl = String(await subgraphs.ask({ kind: 'supergraph' }));
  const supergraphPath = join(folder.path, 'supergraph.graphql');
  writeFileSync(supergraphPath, supergraphSdl);
  let lastN = 0;
  const everything = cleanup.move();
  return {
    supergraphSdl,
    supergraphPath,
    writeFile(name, content) {
      const path = join(folder.path, name);
      writeFileSync(path, content);
      return path;
    },
    async open(group, order) {
      await clients.ask({ kind: 'open', group, order });
      return createLiveGroup(order.payloads.length, async (kind) => clients.ask({ kind, group }));
    },
    churn: async (order) => (await clients.ask({ kind: 'churn', order })) as ChurnResult,
    async emit(order) {
      lastN += 1;
      const n = lastN;
      return { n, sentMs: Number(await subgraphs.ask({ kind: 'emit', order: { ...order, n } })) };
    },
    async subscribed(to, count) {
      while ((await subgraphs.ask({ kind: 'subscriptions', to })) !== count) await wait(pollMs);
    },
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

function createLiveGroup(
  clients: number,
  ask: (kind: 'state' | 'messages' | 'close') => Promise<ClientAnswer>,
): LiveGroup {
  const state = async () => (await ask('state')) as GroupState;
  return {
    clients,
    state,
    messages: async () => (await ask('messages')) as readonly string[],
    async arrived(n) {
      const deadline = performance.now() + arrivalDeadlineMs;
      for (;;) {
        const arrival = (await state()).arrivals.find((each) => each.n === n);
        if (arrival?.clients === clients) return arrival.lastMs;
        if (performance.now() > deadline) {
          throw new Error(`Event ${n} has reached ${arrival?.clients ?? 0} of ${clients} clients`);
        }
        await wait(pollMs);
      }
    },
    close: async () => void (await ask('close')),
  };
}
