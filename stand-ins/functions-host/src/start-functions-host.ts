import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFunctionsCore } from './create-functions-core.ts';
import { createSingleton } from './create-singleton.ts';
import { findTrigger } from './find-trigger.ts';
import type { HostLog } from './host-log.ts';
import { loadApp } from './load-app.ts';
import { provideModule } from './provide-module.ts';
import { serveHttpTriggers } from './serve-http-triggers.ts';
import { startCosmosTrigger } from './start-cosmos-trigger.ts';
import { startTimerTrigger } from './start-timer-trigger.ts';
import { createTimerStatusStore } from './timer-status-store.ts';

export interface FunctionsHostOptions {
  /** A built app: package.json, host.json, and what `main` names. */
  readonly directory: string;
  readonly host?: string;
  /** Default: one that the operating system chooses. */
  readonly port?: number;
  /**
   * App settings: connection strings by the names that the bindings give. With the WEBSITE_INSTANCE_ID of a host that was
   * killed the next one goes on at once; without one it waits until the leases expire.
   */
  readonly settings: Readonly<Record<string, string | undefined>>;
  /** Where the host keeps when timers have run. Default: nowhere, a restart does not know what it missed. */
  readonly stateDirectory?: string;
  /** What HTTP triggers that are not anonymous ask for. Default: nothing. */
  readonly accessKey?: string;
  readonly log: HostLog;
}

export interface FunctionsHost extends AsyncDisposable {
  /** Where the HTTP triggers are served, without the route prefix. */
  readonly url: string;
}

/**
 * Runs an unmodified Azure Functions app (Node programming model v4) on this machine: Cosmos DB, timer and HTTP
 * triggers.
 * One app a process, since the app and `@azure/functions` live in the process's modules.
 * @throws when the app cannot be loaded, or asks for what this host has not got.
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const {
    directory,
    host = '127.0.0.1',
    port = 0,
    settings,
    stateDirectory,
    accessKey = null,
    log,
  } = options;
  const { core, app } = createFunctionsCore(log);
  provideModule('@azure/functions-core', core);
  const { routePrefix } = await loadApp(app, directory);
  const stop = new AbortController();
  const triggers = {
    app,
    instanceId: settings['WEBSITE_INSTANCE_ID'] ?? randomUUID(),
    settings,
    signal: stop.signal,
  };
  const timers = {
    ...triggers,
    statuses: createTimerStatusStore(stateDirectory),
    runAsSingleton: createSingleton(triggers),
  };
  const server = createServer(serveHttpTriggers(app, { routePrefix, accessKey }));
  const runs: Promise<void>[] = [];
  for (const [name, { metadata }] of app.functions) {
    const { binding } = findTrigger(metadata);
    if (binding.type === 'cosmosDBTrigger') runs.push(startCosmosTrigger(triggers, name, binding));
    else if (binding.type === 'timerTrigger') runs.push(startTimerTrigger(timers, name, binding));
    else if (binding.type !== 'httpTrigger') {
      throw new Error(`The function "${name}" has a ${binding.type}, which this host cannot run.`);
    }
  }
  server.listen(port, host);
  await once(server, 'listening');
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  log('information', 'Host', `ready at ${url} with ${[...app.functions.keys()].join(', ')}`);
  return {
    url,
    async [Symbol.asyncDispose]() {
      stop.abort();
      server.close();
      server.closeIdleConnections();
      await Promise.all(runs);
      await app.runHooks('appTerminate', { hookData: {}, appHookData: app.appHookData });
    },
  };
}
