import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';

export interface Command {
  readonly process: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Resolves when its output matches; rejects when it ends before. */
  prints(pattern: RegExp): Promise<void>;
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>;
}

export interface RunOptions {
  /** Beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** The copy of the repository to run it in. Default: this one. */
  readonly root?: string;
  /** A command that runs the command after it. Default: none. */
  readonly prefix?: readonly string[];
}

/** Runs a script of the root's package.json as a person would, without a terminal. */
export function runCommand(
  script: string,
  args: readonly string[],
  { env = {}, root = repositoryRoot, prefix = [] }: RunOptions = {},
): Command {
  const [file = '', ...rest] = [...prefix, process.execPath, 'dev/run.mjs', script, ...args];
  const child = spawn(file, rest, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    process: child,
    output: () => output,
    ended,
    prints(pattern) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const look = () => pattern.test(output) && resolve();
      listeners.add(look);
      look();
      ended.then(() => reject(new Error(`It ended without printing ${pattern}:\n${output}`)));
      return promise.finally(() => listeners.delete(look));
    },
  };
}
