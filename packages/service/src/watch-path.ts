import { statSync, watch } from 'node:fs';
import { dirname } from 'node:path';

export interface WatchPathOptions {
  /** A file or a directory that is there. */
  readonly path: string;
  /** Called after changes, never twice at a time. Must not reject. */
  readonly onChange: () => Promise<void>;
  /** Called when changes cannot be seen any more. */
  readonly onLost: (error: unknown) => void;
  /** How long a change must have settled, in milliseconds. Default: 100. */
  readonly settleMs?: number;
}

/** How often a directory that has gone is looked for. */
const searchMs = 1_000;

/**
 * Watches a path until it is disposed of, which waits for the last call to end. The directory is watched, not the file:
 * editors replace files, and a mounted ConfigMap changes by moving a symbolic link beside it. Directories may be replaced
 * too, so it is opened again after each change.
 */
export function watchPath({ path, onChange, onLost, settleMs = 100 }: WatchPathOptions): AsyncDisposable {
  let timer: NodeJS.Timeout | undefined;
  let handling = Promise.resolve();
  const directory = statSync(path).isDirectory() ? path : dirname(path);
  let watcher = open();

  function open() {
    return watch(directory, () => schedule(settleMs)).on('error', onLost);
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(handle, ms);
  }

  function handle(): void {
    watcher.close();
    try {
      watcher = open();
    } catch {
      schedule(searchMs);
    }
    handling = handling.then(onChange);
  }

  return {
    async [Symbol.asyncDispose]() {
      watcher.close();
      clearTimeout(timer);
      await handling;
    },
  };
}
