import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A line of the log. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

/** The command with several processes. */
export interface RunningProcesses extends AsyncDisposable {
  /** Sends a signal to the process that keeps the others. */
  signal(name: NodeJS.Signals): void;
  /** The exit code. */
  readonly exited: Promise<number | null>;
  /** Resolves with the first lines of a message as soon as there are so many. */
  saw(message: string, count?: number): Promise<readonly LogLine[]>;
}

const bin = fileURLToPath(new URL('../../bin/headgate.js', import.meta.url));

export function spawnProcesses(args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningProcesses {
  const child = spawn(process.execPath, [bin, ...args, '--port', '0'], {
    env: { PATH: process.env['PATH'], DRAIN_MS: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: LogLine[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(JSON.parse(line) as LogLine);
    wake();
  });
  let hasExited = false;
  const exited = once(child, 'exit').then(([code]) => {
    hasExited = true;
    wake();
    return code as number | null;
  });
  return {
    exited,
    signal: (name) => void child.kill(name),
    saw(message, count = 1) {
      const { promise, resolve, reject } = Promise.withResolvers<readonly LogLine[]>();
      const look = () => {
        const found = lines.filter(({ msg }) => msg === message);
        if (found.length >= count) resolve(found);
        else if (hasExited)
          reject(new Error(`It ended before it said "${message}": ${JSON.stringify(lines)}`));
      };
      waiting.add(look);
      look();
      return promise.finally(() => waiting.delete(look));
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
