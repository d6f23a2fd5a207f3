import { setTimeout as delay } from 'node:timers/promises';
import { checkInstallations } from './check-installations.ts';
import { type InstallationDependencies, syncBatchSize, syncInstallations } from './sync-installations.ts';

export interface InstallationSyncOptions extends InstallationDependencies {
  /** How long a device goes without a look whether it is still there, in milliseconds. */
  readonly checkAfterMs: number;
}

export interface InstallationSync extends AsyncDisposable {
  /** Says that devices have changed: what this process changed needs no waiting. */
  wake(): void;
}

/** How often requests of other processes, and those that failed, are looked for at least, in milliseconds. */
const maxPollMs = 5_000;

/** Keeps the installations of the notification hub in line with the devices, until disposed of. */
export function startInstallationSync(options: InstallationSyncOptions): InstallationSync {
  const { logger, checkAfterMs } = options;
  const pollMs = Math.min(maxPollMs, checkAfterMs);
  const stop = new AbortController();
  let woken = Promise.withResolvers<void>();
  let reported: string | undefined;

  async function pass(): Promise<void> {
    try {
      while (!stop.signal.aborted && (await syncInstallations(options)) === syncBatchSize);
      await checkInstallations(options, checkAfterMs);
      reported = undefined;
    } catch (error) {
      const { message } = error as Error;
      if (message !== reported) logger.warn({ err: error }, 'installations are not kept up to date for now');
      reported = message;
    }
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      await pass();
      const pause = new AbortController();
      const paused = delay(pollMs, undefined, { signal: AbortSignal.any([stop.signal, pause.signal]) });
      await Promise.race([woken.promise, paused.catch(() => undefined)]);
      pause.abort();
      woken = Promise.withResolvers();
    }
  }

  const running = run();
  return {
    wake: () => woken.resolve(),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
    },
  };
}
