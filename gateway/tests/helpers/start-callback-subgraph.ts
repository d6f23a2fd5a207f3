import { EventEmitter, once } from 'node:events';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginSubscriptionCallback } from '@apollo/server/plugin/subscriptionCallback';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import {
  federationLink,
  type LiveContext,
  type LiveSubgraph,
  type LiveSubgraphOptions,
} from './start-live-subgraph.ts';

/** A callback that a subgraph has sent, and the answer. */
export interface SentCallback {
  readonly action: string;
  readonly status: number;
}

export interface CallbackSubgraph extends LiveSubgraph {
  /** The callbacks so far that were answered. */
  readonly sent: readonly SentCallback[];
  /** Resolves when a callback of that kind is answered with that status, from now on. */
  answered(action: string, status: number): Promise<void>;
}

/** Starts a subgraph of Apollo Server with its own plugin for callbacks. To be cut is to die without a word. */
export async function startCallbackSubgraph(options: LiveSubgraphOptions): Promise<CallbackSubgraph> {
  const typeDefs = federationLink + options.typeDefs;
  const dead = new Set<string>();
  const alive = new Set<string>();
  const sent: SentCallback[] = [];
  const answers = new EventEmitter().setMaxListeners(0);
  const server = new ApolloServer<LiveContext>({
    schema: buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: options.resolvers as never }),
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSubscriptionCallback({
        retry: { retries: 0 },
        async fetcher(url, init) {
          // The plugin ends what is answered so: a dead one would have ended too.
          if (dead.has(url)) return new Response(null, { status: 404 });
          alive.add(url);
          const response = await fetch(url, init as RequestInit);
          const { action } = JSON.parse(String(init?.body)) as { action: string };
          sent.push({ action, status: response.status });
          answers.emit(`${action} ${response.status}`);
          return response;
        },
      }),
    ],
  });
  const { url } = await startStandaloneServer(server, {
    listen: { port: options.port ?? 0, host: '127.0.0.1' },
    context: async ({ req }) => ({ authorization: req.headers.authorization }),
  });
  return {
    name: options.name,
    url: url.replace('localhost', '127.0.0.1'),
    typeDefs,
    sent,
    sockets: () => 0,
    aborted: () => Promise.reject(new Error('Callbacks have no connection that could be aborted')),
    cut() {
      for (const callbackUrl of alive) dead.add(callbackUrl);
    },
    answered: (action, status) => once(answers, `${action} ${status}`).then(() => undefined),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
