import { randomUUID } from 'node:crypto';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import { type Cosmos, type CosmosOptions, connectCosmos } from '../connect-cosmos.ts';
import type { CosmosConfig } from '../cosmos-config.ts';
import { runOperation } from '../run-operation.ts';

export interface TestCosmos extends AsyncDisposable {
  readonly config: CosmosConfig;
  readonly cosmos: Cosmos;
}

/**
 * Gives a test a database of its own: in the account of COSMOS_CONNECTION_STRING, where it is removed afterwards,
 * or else in a local Cosmos DB that ends with the test. Containers are the test's to make.
 */
export async function startTestCosmos(options: CosmosOptions = {}): Promise<TestCosmos> {
  const given = process.env['COSMOS_CONNECTION_STRING'];
  const local = given ? undefined : await startLocalCosmos();
  const connectionString = given ?? local?.connectionString ?? '';
  const config: CosmosConfig = {
    account: { signInWith: 'key', connectionString },
    databaseId: `test-${randomUUID()}`,
  };
  const cosmos = connectCosmos(config, options);
  return {
    config,
    cosmos,
    async [Symbol.asyncDispose]() {
      if (given) await runOperation((abortSignal) => cosmos.database.delete({ abortSignal }));
      cosmos[Symbol.dispose]();
      await local?.[Symbol.asyncDispose]();
    },
  };
}
