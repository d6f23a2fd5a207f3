import { setTimeout as delay } from 'node:timers/promises';
import { CosmosClient } from '@azure/cosmos';
import { type CosmosTriggerSettings, readCosmosTrigger } from './cosmos-trigger-settings.ts';
import type { FunctionApp } from './create-functions-core.ts';
import type { FunctionBinding } from './functions-core.ts';
import { openLeaseContainer } from './open-lease-container.ts';
import { runCosmosTrigger } from './run-cosmos-trigger.ts';

export interface TriggerHostOptions {
  readonly app: FunctionApp;
  /** Id of this host instance, for its leases. */
  readonly instanceId: string;
  /** App settings: connection strings by the names that the bindings give. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

const restartDelayMs = 500;

/**
 * Listens to a Cosmos DB trigger's container until told to stop; resolves when the invocation that runs then has ended.
 * A container that is not there yet, or an account that does not answer, is waited for.
 * @throws for a connection that has no setting, before anything is read.
 */
export function startCosmosTrigger(
  options: TriggerHostOptions,
  functionName: string,
  binding: FunctionBinding,
): Promise<void> {
  const settings = readCosmosTrigger(binding, options.settings);
  const connectionString = options.settings[settings.connection];
  if (!connectionString) {
    throw new Error(`The function "${functionName}" needs the setting ${settings.connection}.`);
  }
  const client = new CosmosClient(connectionString);
  return listen(client, { ...options, functionName, settings }).finally(() => client.dispose());
}

interface ListenOptions extends Omit<TriggerHostOptions, 'settings'> {
  readonly functionName: string;
  readonly settings: CosmosTriggerSettings;
}

async function listen(client: CosmosClient, options: ListenOptions): Promise<void> {
  const { app, functionName, signal } = options;
  let reported: string | undefined;
  while (!signal.aborted) {
    try {
      await readAllRanges(client, options);
    } catch (error) {
      if (signal.aborted) return;
      const { message } = error as Error;
      if (message !== reported) app.log('warning', functionName, `is waiting for its container: ${message}`);
      reported = message;
      await delay(restartDelayMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function readAllRanges(client: CosmosClient, options: ListenOptions): Promise<void> {
  const { app, functionName, settings, instanceId } = options;
  const database = client.database(settings.databaseName);
  const container = database.container(settings.containerName);
  const leaseContainer = await openLeaseContainer(client, settings);
  const ranges = await container.getFeedRanges();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const lease = {
    container: leaseContainer,
    functionName,
    prefix: settings.leaseContainerPrefix,
    owner: instanceId,
    expirationMs: settings.leaseExpirationInterval,
    now: Date.now,
  };
  const runs = ranges.map((range) =>
    runCosmosTrigger({ app, functionName, settings, container, lease, signal }, range).finally(() =>
      stop.abort(),
    ),
  );
  await Promise.allSettled(runs);
  await Promise.all(runs);
}
