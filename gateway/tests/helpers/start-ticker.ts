import { EventEmitter, on, once } from 'node:events';
import { composeSupergraph } from './compose-supergraph.ts';
import {
  type LiveContext,
  type LiveSubgraph,
  type LiveSubgraphOptions,
  startLiveSubgraph,
} from './start-live-subgraph.ts';

/** Two subgraphs: `ticks` has a subscription and queries, `names` has the name of who made a tick. */
export interface Ticker extends AsyncDisposable {
  readonly ticks: LiveSubgraph;
  readonly names: LiveSubgraph;
  readonly sdl: string;
  /** Sends an event to those who subscribe. */
  tick(n: number, authorId?: string): void;
  /** Ends the subscriptions that are open. */
  complete(): void;
  /** Resolves when that many subscriptions are open at the subgraph. */
  subscribed(count: number): Promise<void>;
  /** Resolves when the next query for `slow` has arrived; it is answered by `release`. */
  arrived(): Promise<void>;
  release(): void;
  /** The contexts of all subscriptions so far. */
  readonly subscribers: readonly LiveContext[];
}

export interface TickerOptions {
  /** Called before the name of an author is told. */
  readonly beforeName?: (authorId: string, context: LiveContext) => Promise<void>;
  /** `Cache-Control` of `names`. Default: none. */
  readonly cacheControl?: string;
  /** Where the subgraphs listen; default: free ports. */
  readonly ports?: { readonly ticks: number; readonly names: number };
  /** How `ticks` is served; default: over HTTP and WebSocket. */
  readonly startTicks?: (options: LiveSubgraphOptions) => Promise<LiveSubgraph>;
}

export const ticksTypeDefs = `
  type Query { now: Int!, last: Tick, echo(text: String, list: [Int!]): String, slow: Int, whoAmI: String }
  type Mutation { reset: Int! }
  type Subscription { ticked(from: Int = 0): Tick!, refused: Int }
  type Tick { n: Int!, author: Author! }
  type Author @key(fields: "id", resolvable: false) { id: ID! }
`;

const namesTypeDefs = 'type Author @key(fields: "id") { id: ID!, name: String }';

export async function startTicker(options: TickerOptions = {}): Promise<Ticker> {
  const events = new EventEmitter().setMaxListeners(0);
  const subscribers: LiveContext[] = [];
  let open = 0;

  /** Not a generator: one that waits for an event cannot be left. */
  function listen(accepts: (tick: { readonly n: number }) => boolean) {
    const source = on(events, 'tick', { close: ['complete'] });
    open += 1;
    events.emit('subscribed');
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      open -= 1;
      events.emit('subscribed');
    };
    const iterator = {
      [Symbol.asyncIterator]: () => iterator,
      async next(): Promise<IteratorResult<object>> {
        for (;;) {
          const { done, value } = await source.next();
          if (done) leave();
          if (done) return { done, value: undefined };
          if (accepts(value[0])) return { done: false, value: { ticked: value[0] } };
        }
      },
      async return() {
        leave();
        await source.return?.();
        return { done: true, value: undefined };
      },
    };
    return iterator;
  }

  const stack = new AsyncDisposableStack();
  const { startTicks = startLiveSubgraph } = options;
  const ticks = stack.use(
    await startTicks({
      name: 'ticks',
      typeDefs: ticksTypeDefs,
      port: options.ports?.ticks ?? 0,
      resolvers: {
        Query: {
          now: () => 1,
          last: () => ({ n: 1, authorId: 'ada' }),
          echo: (_: unknown, { text, list }: { text?: string; list?: readonly number[] }) =>
            text ?? list?.join(),
          slow: () =>
            new Promise((resolve) => {
              events.once('release', () => resolve(1));
              events.emit('arrived');
            }),
          whoAmI: (_: unknown, __: unknown, context: LiveContext) => context.authorization ?? null,
        },
        Mutation: { reset: () => 0 },
        Subscription: {
          refused: {
            subscribe: () => {
              throw new Error('The password of the database is hunter2');
            },
          },
          ticked: {
            subscribe(_: unknown, { from }: { from: number }, context: LiveContext) {
              subscribers.push(context);
              return listen((tick) => tick.n >= from);
            },
          },
        },
        Tick: { author: ({ authorId }: { authorId: string }) => ({ __typename: 'Author', id: authorId }) },
      },
    }),
  );
  const names = stack.use(
    await startLiveSubgraph({
      name: 'names',
      typeDefs: namesTypeDefs,
      port: options.ports?.names ?? 0,
      cacheControl: options.cacheControl,
      resolvers: {
        Author: {
          __resolveReference: async ({ id }: { id: string }, context: LiveContext) => {
            await options.beforeName?.(id, context);
            if (id === 'nobody') throw new Error('There is no such author');
            return { id, name: `name of ${id}` };
          },
        },
      },
    }),
  );
  return {
    ticks,
    names,
    sdl: composeSupergraph([ticks, names]),
    subscribers,
    tick: (n, authorId = 'ada') => void events.emit('tick', { n, authorId }),
    complete: () => void events.emit('complete'),
    arrived: () => once(events, 'arrived').then(() => undefined),
    release: () => void events.emit('release'),
    async subscribed(count) {
      while (open !== count) await new Promise((resolve) => events.once('subscribed', resolve));
    },
    async [Symbol.asyncDispose]() {
      events.emit('complete');
      await stack.disposeAsync();
    },
  };
}
