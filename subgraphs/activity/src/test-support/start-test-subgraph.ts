import type { CosmosConfig } from '@headgate/cosmos/cosmos-config.ts';
import { createChargeMeter } from '@headgate/cosmos/create-charge-meter.ts';
import { startTestCosmos } from '@headgate/cosmos/test-support/start-test-cosmos.ts';
import type { TokenRequest } from '@headgate/identity-provider/identity-provider-options.ts';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { startActivity } from '../start-activity.ts';

/** The time of the server in tests. */
export const testTime = new Date('2026-06-01T12:00:00.000Z');

export interface GraphQLAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for.
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: {
      readonly code: string;
      readonly fields?: readonly { path: string; message: string }[];
    };
  }[];
}

export const ada: TokenRequest = { userId: 'ada' };
export const bob: TokenRequest = { userId: 'bob' };
export const operator: TokenRequest = { userId: 'olga', roles: ['operator'] };

/** Runs the subgraph on a Cosmos DB of the test's own, or on the one that is given. */
export async function startTestSubgraph(cosmos?: CosmosConfig) {
  await using stack = new AsyncDisposableStack();
  const meter = createChargeMeter();
  const identity = stack.use(await startIdentityProvider());
  const config = cosmos ?? stack.use(await startTestCosmos()).config;
  const subgraph = stack.use(
    await startActivity(
      {
        host: '127.0.0.1',
        port: 0,
        logLevel: 'silent',
        introspection: true,
        retentionDays: 400,
        cosmos: config,
        caches: { redis: undefined, prefix: '' },
        identity,
      },
      createLogger({ name: 'activity', level: 'silent' }),
      { meter, now: () => testTime.getTime() },
    ),
  );
  const parts = stack.move();
  return {
    url: subgraph.url,
    meter,
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
