import type { TokenRequest } from '@headgate/identity-provider/identity-provider-options.ts';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { startInsights } from '../start-insights.ts';
import { testTime } from './write-gold.ts';

export interface GraphQLAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for.
  readonly data?: any;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

export const operator: TokenRequest = { userId: 'olga', roles: ['operator'] };

/** Runs the subgraph on gold in a folder. */
export async function startTestInsights(directory: string) {
  await using stack = new AsyncDisposableStack();
  const identity = stack.use(await startIdentityProvider());
  const subgraph = stack.use(
    await startInsights(
      {
        host: '127.0.0.1',
        port: 0,
        logLevel: 'silent',
        introspection: true,
        gold: { kind: 'directory', directory },
        pollMs: 50,
        caches: { redis: undefined, prefix: '' },
        identity,
      },
      createLogger({ name: 'insights', level: 'silent' }),
      { now: () => testTime },
    ),
  );
  const parts = stack.move();
  return {
    url: subgraph.url,
    token: (caller: TokenRequest) => identity.issueToken(caller),
    async ask(query: string, caller: TokenRequest | null, variables: object = {}): Promise<GraphQLAnswer> {
      const token = caller && (await identity.issueToken(caller));
      const response = await fetch(subgraph.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as GraphQLAnswer;
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
