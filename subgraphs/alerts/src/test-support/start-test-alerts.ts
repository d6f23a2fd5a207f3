import assert from 'node:assert/strict';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { createChargeMeter } from '@headgate/cosmos/create-charge-meter.ts';
import type { TokenRequest } from '@headgate/identity-provider/identity-provider-options.ts';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { type Client, createClient } from 'graphql-ws';
import { startAlerts } from '../start-alerts.ts';

/** The answer to an operation, as a client reads it. */
export interface Answer {
  /** Whatever was selected: the tests compare it, or say what they expect of it. */
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string; readonly fields?: readonly { readonly path: string }[] };
  }[];
}

/** What an operation without errors selected. */
export function dataOf<Data>({ data, errors }: Answer): Data {
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data as Data;
}

export function codesOf({ errors }: Answer): string[] {
  return errors?.map(({ extensions }) => extensions.code) ?? [];
}

/** Runs the alerts subgraph on a local Cosmos DB and issuer. `now` is the subgraph's clock, not the issuer's. */
export async function startTestAlerts(now: () => number = Date.now) {
  await using stack = new AsyncDisposableStack();
  const cosmos = stack.use(await startLocalCosmos());
  const issuer = stack.use(await startIdentityProvider());
  const config = {
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    introspection: true,
    redis: undefined,
    caches: { redis: undefined, prefix: '' },
    functions: undefined,
    cosmos: {
      account: { signInWith: 'key', connectionString: cosmos.connectionString },
      databaseId: 'test',
    },
    identity: issuer,
  } as const;
  const { database } = stack.use(connectCosmos(config.cosmos));
  const meter = createChargeMeter();
  const logger = createLogger({ name: 'test', level: 'silent' });
  const alerts = stack.use(await startAlerts(config, logger, { meter, now }));
  const resources = stack.move();
  const authorize = async (caller: TokenRequest | string | null) => {
    if (caller === null) return {};
    const request = typeof caller === 'string' ? { userId: caller } : caller;
    return { authorization: `Bearer ${await issuer.issueToken(request)}` };
  };
  return {
    url: alerts.url,
    container: database.container('alerts'),
    /** Queries that the subgraph has sent to Cosmos DB so far. */
    countQueries: () => meter.sum({ operation: 'query' }).requests,
    /** Runs an operation as a user, by id or by what their token is to say; null for nobody. */
    async execute(
      caller: TokenRequest | string | null,
      query: string,
      variables: object = {},
    ): Promise<Answer> {
      const response = await fetch(alerts.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(await authorize(caller)) },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    },
    /** Subscribes as a user; the iteration ends when it is left. */
    async subscribe(
      caller: TokenRequest | string | null,
      query: string,
      variables: Record<string, unknown> = {},
    ): Promise<ReturnType<Client['iterate']>> {
      const client = createClient({
        url: alerts.url.replace('http', 'ws'),
        connectionParams: await authorize(caller),
        retryAttempts: 0,
      });
      resources.defer(() => client.dispose());
      return client.iterate({ query, variables });
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
