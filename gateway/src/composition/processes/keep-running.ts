import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { FromProcess, ToProcess } from './process-messages.ts';

export interface KeepRunningOptions {
  readonly logger: Logger;
  /** Variables beside those of this process. */
  readonly env: NodeJS.ProcessEnv;
  /** Told whatever it says, and which process says it. */
  readonly onMessage: (message: FromProcess, pid: number) => void;
  readonly onEnd: (pid: number) => void;
}

/** A process that is started again when it ends. */
export interface KeptProcess extends AsyncDisposable {
  /** Resolves when it serves for the first time. @throws Error when it ends before */
  readonly serving: Promise<void>;
  /** The process that runs now. */
  readonly pid: number;
  /** Tells it, and says whether it is there to hear. */
  tell(message: ToProcess): boolean;
}

const firstWaitMs = 100;
const longestWaitMs = 10_000;
/** What has served for so long starts again at once when it ends. */
const steadyMs = 60_000;

/**
 * Keeps a process of this program running. One that ends though nobody told it to is replaced: at once the first time,
 * and later the more often it happens. Disposing of it lets it drain.
 */
export function keepRunning({ logger, env, onMessage, onEnd }: KeepRunningOptions): KeptProcess {
  let isStopping = false;
  /** Whether the process that runs now serves, and whether any has. */
  let isServing = false;
  let hasServed = false;
  let waitMs = 0;
  let waiting: NodeJS.Timeout | undefined;
  let worker = start();
  const serving = Promise.race([
    once(worker, 'listening').then(() => undefined),
    once(worker, 'exit').then(([code, signal]) => {
      throw new Error(`A process ended with ${signal ?? `code ${code}`} before it served.`);
    }),
  ]);

  function start(): Worker {
    const startedMs = performance.now();
    const started = cluster.fork(env);
    const { pid = 0 } = started.process;
    started.on('message', (message: FromProcess) => onMessage(message, pid));
    started.once('listening', () => {
      isServing = true;
      hasServed = true;
      logger.info({ pid }, 'a process serves');
    });
    started.once('exit', (code, signal) => {
      isServing = false;
      onEnd(pid);
      // What cannot even begin is for who has started it to see.
      if (isStopping || !hasServed) return;
      if (performance.now() - startedMs > steadyMs) waitMs = 0;
      logger.error({ ended: pid, code, signal, waitMs }, 'a process ended: starting another one');
      waiting = setTimeout(() => {
        worker = start();
      }, waitMs);
      waitMs = Math.min(Math.max(firstWaitMs, 2 * waitMs), longestWaitMs);
    });
    return started;
  }

  return {
    serving,
    get pid() {
      return worker.process.pid ?? 0;
    },
    tell(message) {
      if (!worker.isConnected()) return false;
      worker.send(message, () => undefined);
      return true;
    },
    async [Symbol.asyncDispose]() {
      isStopping = true;
      clearTimeout(waiting);
      if (worker.isDead()) return;
      const ended = once(worker, 'exit');
      if (isServing) this.tell({ kind: 'stop' });
      else worker.process.kill('SIGKILL');
      const [code, signal] = await ended;
      if (code !== 0)
        logger.error({ ended: worker.process.pid, code, signal }, 'a process did not stop in order');
    },
  };
}
