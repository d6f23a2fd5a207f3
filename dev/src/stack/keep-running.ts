import { setTimeout as delay } from 'node:timers/promises';

export interface KeepRunningOptions {
  readonly name: string;
  readonly isRunning: () => boolean | Promise<boolean>;
  readonly restart: () => Promise<void>;
  /** Called with one line when the server is found gone, and when it is back. */
  readonly say: (line: string) => void;
}

const lookEveryMs = 1_000;

/** Looks after a server that somebody else's program runs: starts it again when it is gone, until disposed of. */
export function keepRunning({ name, isRunning, restart, say }: KeepRunningOptions): AsyncDisposable {
  const stop = new AbortController();
  const look = async () => {
    if (await isRunning()) return;
    if (stop.signal.aborted) return;
    say(`${name} is gone; starting it again`);
    await restart();
    say(`${name} is back`);
  };
  const watch = async () => {
    while (!stop.signal.aborted) {
      await look().catch((error: Error) => say(`${name} cannot be started again: ${error.message}`));
      await delay(lookEveryMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  };
  const watching = watch();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await watching;
    },
  };
}
