import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs that a test runs beside itself, and that end with it. */
export interface Processes extends AsyncDisposable {
  start(name: string, command: string, args: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess;
  /** @throws when one of them has ended, with the end of what it said */
  check(): void;
}

/** What a test waits for will not come any more. */
export class ProgramEnded extends Error {}

const stopDeadlineMs = 10_000;

/** Keeps what programs say in `folder`, a file for each. */
export function startProcesses(folder: string): Processes {
  const children: { readonly name: string; readonly child: ChildProcess }[] = [];
  const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;
  const killAll = () => {
    for (const { child } of children) child.kill('SIGKILL');
  };
  process.once('exit', killAll);
  return {
    start(name, command, args, env = process.env) {
      const log = openSync(join(folder, `${name}.log`), 'a');
      const child = spawn(command, args, { stdio: ['ignore', log, log], cwd: folder, env });
      children.push({ name, child });
      return child;
    },
    check() {
      const ended = children.find(({ child }) => hasEnded(child));
      if (!ended) return;
      const log = readFileSync(join(folder, `${ended.name}.log`), 'utf8');
      throw new ProgramEnded(`${ended.name} ended:\n${log.split('\n').slice(-8).join('\n')}`);
    },
    async [Symbol.asyncDispose]() {
      const running = children.map(({ child }) => child).filter((child) => !hasEnded(child));
      const all = Promise.all(running.map((child) => once(child, 'exit')));
      for (const child of running.toReversed()) child.kill('SIGTERM');
      const timer = setTimeout(killAll, stopDeadlineMs);
      await all;
      clearTimeout(timer);
      process.off('exit', killAll);
    },
  };
}
