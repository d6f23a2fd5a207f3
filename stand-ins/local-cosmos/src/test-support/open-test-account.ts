import { randomUUID } from 'node:crypto';
import { type ConnectionPolicy, type Container, type ContainerRequest, CosmosClient } from '@azure/cosmos';
import { emulatorKey, type LocalCosmosOptions, startLocalCosmos } from '../start-local-cosmos.ts';

const { COSMOS_TEST_ENDPOINT: endpoint, COSMOS_TEST_KEY: key = emulatorKey } = process.env;

/** Why a test that sets the server's clock or limits cannot run against another account; false for the local one. */
export const needsLocal = endpoint !== undefined && 'only the local server has this control';

export interface TestAccount extends AsyncDisposable {
  client: CosmosClient;
  databaseId: string;
  /** Another client of the same account, with another connection policy or key. */
  connect(connectionPolicy?: ConnectionPolicy, otherKey?: string): CosmosClient;
  createContainer(definition?: Partial<ContainerRequest>): Promise<Container>;
  /** Refuses the next requests; on the local server alone. */
  throttle(count: number, retryAfterMs: number): void;
}

/**
 * A database of its own for a test file: on a local server started for it, or on the account that COSMOS_TEST_ENDPOINT
 * and COSMOS_TEST_KEY name.
 */
export async function openTestAccount(options: LocalCosmosOptions = {}): Promise<TestAccount> {
  const server = endpoint === undefined ? await startLocalCosmos(options) : undefined;
  const connect = (connectionPolicy: ConnectionPolicy = {}, otherKey?: string) =>
    new CosmosClient({
      endpoint: server?.endpoint ?? (endpoint as string),
      key: otherKey ?? server?.key ?? key,
      connectionPolicy,
    });
  const client = connect();
  const { database } = await client.databases.create({ id: `test-${randomUUID()}` });
  return {
    client,
    databaseId: database.id,
    connect,
    async createContainer(definition) {
      const { container } = await database.containers.create({
        id: randomUUID(),
        partitionKey: { paths: ['/owner'] },
        ...definition,
      });
      return container;
    },
    throttle(count, retryAfterMs) {
      server?.throttle(count, retryAfterMs);
    },
    async [Symbol.asyncDispose]() {
      await database.delete();
      client.dispose();
      await server?.[Symbol.asyncDispose]();
    },
  };
}
