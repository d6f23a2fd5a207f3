import { createDefaultHttpClient } from '@azure/core-rest-pipeline';
import { CosmosClient, type CosmosClientOptions, type Database } from '@azure/cosmos';
import { DefaultAzureCredential } from '@azure/identity';
import { type CosmosAccount, type CosmosConfig, isLoopback } from './cosmos-config.ts';
import { type ChargeMeter, createChargeMeter } from './create-charge-meter.ts';

export interface CosmosOptions {
  /** What each request costs is counted here. Default: a meter of its own. */
  readonly meter?: ChargeMeter;
  /** Repetitions of a throttled request before it fails. Default: 9. */
  readonly maxThrottleRetries?: number;
  /** How long a throttled request may wait in all, in seconds. Default: 5, since somebody waits for the answer. */
  readonly maxThrottleWaitSeconds?: number;
  /** Longest wait for one answer, in milliseconds. Default: 5,000. */
  readonly requestTimeoutMs?: number;
}

export interface Cosmos extends Disposable {
  readonly client: CosmosClient;
  readonly database: Database;
  readonly meter: ChargeMeter;
  /** Resolves when the database answers: one read of metadata, at no charge. */
  check(): Promise<void>;
}

/** Makes a client of the official SDK. Nothing is sent: an account that is away shows at the first operation. */
export function connectCosmos(config: CosmosConfig, options: CosmosOptions = {}): Cosmos {
  const { meter = createChargeMeter() } = options;
  const client = new CosmosClient({
    ...toCredentials(config.account),
    httpClient: meter.meter(createDefaultHttpClient()),
    connectionPolicy: {
      requestTimeout: options.requestTimeoutMs ?? 5_000,
      enableEndpointDiscovery: !isLocal(config.account),
      retryOptions: {
        maxRetryAttemptCount: options.maxThrottleRetries ?? 9,
        fixedRetryIntervalInMilliseconds: 0,
        maxWaitTimeInSeconds: options.maxThrottleWaitSeconds ?? 5,
      },
    },
  });
  const database = client.database(config.databaseId);
  return {
    client,
    database,
    meter,
    async check() {
      await database.read({ abortSignal: AbortSignal.timeout(2_000) });
    },
    [Symbol.dispose]: () => client.dispose(),
  };
}

function toCredentials(account: CosmosAccount): CosmosClientOptions {
  if (account.signInWith === 'key') return { connectionString: account.connectionString };
  return { endpoint: account.endpoint, aadCredentials: new DefaultAzureCredential() };
}

/** An account on this machine has no regions to discover, and may know itself by another name than we do. */
function isLocal(account: CosmosAccount): boolean {
  if (account.signInWith === 'identity') return false;
  const endpoint = URL.parse(/AccountEndpoint=([^;]+)/.exec(account.connectionString)?.[1] ?? '');
  return endpoint !== null && isLoopback(endpoint);
}
