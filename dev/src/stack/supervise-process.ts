import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';
import type { Environment } from '@headgate/service/parse-config.ts';

export interface ProcessOptions {
  readonly name: string;
  /** TypeScript file to run, from the repository's root. */
  readonly entry: string;
  readonly env: Environment;
  /** Its output goes here, appended. */
  readonly logFile: string;
  /** Answers, and not with a server error, when the process can serve. */
  readonly readyUrl: string;
  /** Called with one line when the process ends without being told to, and when it is back. */
  readonly say: (line: string) => void;
}

export interface SupervisedProcess extends AsyncDisposable {
  /** The process now; another one after a crash. */
  readonly process: ChildProcess;
}

/** Parts start at once and wait for each other: on a busy machine the gateway waits for all that comes before it. */
const readyTimeoutMs = 180_000;
/** The first restart comes soon, those after a start that failed ever later. */
const restartDelayMs = { first: 500, most: 15_000 };
const stopTimeoutMs = 10_000;
const preloads = ['@headgate/local-servers/exit-with-parent.ts', '@headgate/telemetry/register.ts'].flatMap(
  (name) => ['--import', import.meta.resolve(name)],
);

/**
 * Runs a process until disposed of and starts it again whenever it ends by itself. Resolves when it is ready.
 * @throws Error with the end of its log when it ends or does not get ready at the first start.
 */
export async function superviseProcess(options: ProcessOptions): Promise<SupervisedProcess> {
  const { name, say } = options;
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  await once(log, 'open');
  let stopping = false;
  let child = spawnLogged(options, log);
  let delayMs = restartDelayMs.first;
  const watch = () =>
    child.once('exit', async (code, signal) => {
      if (stopping) return;
      say(`${name} ended (${signal ?? `exit code ${code}`}); starting it again. Its log: ${options.logFile}`);
      await delay(delayMs);
      if (stopping) return;
      delayMs = Math.min(delayMs * 2, restartDelayMs.most);
      child = spawnLogged(options, log);
      watch();
      await waitUntilReady(options, child).then(
        () => {
          delayMs = restartDelayMs.first;
          say(`${name} is back`);
        },
        () => {},
      );
    });
  const stop = async () => {
    stopping = true;
    await stopProcess(child);
    log.end();
  };
  try {
    await waitUntilReady(options, child);
  } catch (error) {
    await stop();
    throw error;
  }
  watch();
  return {
    get process() {
      return child;
    },
    [Symbol.asyncDispose]: stop,
  };
}

function spawnLogged(options: ProcessOptions, log: WriteStream): ChildProcess {
  return spawn(process.execPath, [...preloads, options.entry], {
    cwd: repositoryRoot,
    // Telemetry is sent where the environment says so, by the name of each part.
    env: { ...process.env, OTEL_SERVICE_NAME: options.name, ...options.env },
    stdio: ['ignore', log, log, 'ipc'],
    // A group of its own: Ctrl-C reaches the stack alone, which then stops its parts in order.
    detached: true,
  });
}

async function waitUntilReady(options: ProcessOptions, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (child.exitCode === null && child.signalCode === null) {
    const response = await fetch(options.readyUrl, { signal: AbortSignal.timeout(2_000) }).catch(
      () => undefined,
    );
    await response?.body?.cancel();
    if (response && response.status < 500) return;
    if (Date.now() > deadline) {
      const seconds = readyTimeoutMs / 1000;
      throw new Error(`${options.name} is not ready after ${seconds} s.${describeEnd(options.logFile)}`);
    }
    await delay(40);
  }
  throw new Error(`${options.name} ended with exit code ${child.exitCode}.${describeEnd(options.logFile)}`);
}

function describeEnd(logFile: string): string {
  const end = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n  ');
  return ` The end of ${logFile}:\n  ${end}`;
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await exit;
  clearTimeout(timer);
}
