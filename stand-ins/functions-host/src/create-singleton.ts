import { setTimeout as delay } from 'node:timers/promises';
import { CosmosClient } from '@azure/cosmos';
import { readCosmosTrigger } from './cosmos-trigger-settings.ts';
import type { FunctionApp } from './create-functions-core.ts';
import { findTrigger } from './find-trigger.ts';
import { holdLease } from './hold-lease.ts';
import { openLeaseContainer } from './open-lease-container.ts';

/** Runs what belongs to a function on one host at a time; `run` is told to stop when it is another host's turn. */
export type RunAsSingleton = (
  functionName: string,
  run: (signal: AbortSignal) => Promise<void>,
) => Promise<void>;

export interface SingletonOptions {
  readonly app: FunctionApp;
  readonly instanceId: string;
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

const restartDelayMs = 500;

/**
 * Lets hosts of one app agree on who runs its timers, as the real host does by a lock in its storage account
 * (https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#timer-triggers-and-scale-out): by leases
 * beside those of the app's first Cosmos DB trigger. An app without one has nothing to agree by: each of its hosts runs them.
 */
export function createSingleton({ app, instanceId, settings, signal }: SingletonOptions): RunAsSingleton {
  const bindings = [...app.functions.values()].map(({ metadata }) => findTrigger(metadata).binding);
  const binding = bindings.find(({ type }) => type === 'cosmosDBTrigger');
  const trigger = binding && readCosmosTrigger(binding, settings);
  const connectionString = trigger && settings[trigger.connection];
  if (!connectionString) return (_functionName, run) => run(signal);
  return async (functionName, run) => {
    const client = new CosmosClient(connectionString);
    const onLost = () => app.log('warning', functionName, 'another host runs it from now on');
    let reported: string | undefined;
    while (!signal.aborted) {
      try {
        const lease = {
          container: await openLeaseContainer(client, trigger),
          functionName,
          prefix: 'timer.',
          owner: instanceId,
          expirationMs: trigger.leaseExpirationInterval,
          now: Date.now,
        };
        await holdLease({ lease, range: null, signal, onLost }, (_held, untilLost) => run(untilLost));
      } catch (error) {
        const { message } = error as Error;
        if (message !== reported) app.log('warning', functionName, `is waiting for its lease: ${message}`);
        reported = message;
        await delay(restartDelayMs, undefined, { signal }).catch(() => undefined);
      }
    }
    client.dispose();
  };
}
