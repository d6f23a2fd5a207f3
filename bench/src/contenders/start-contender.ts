import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';
import type { Contender } from './contender.ts';

export interface RunningContender extends AsyncDisposable {
  readonly contender: Contender;
  readonly pid: number;
  /** Where it answers GraphQL. */
  readonly url: string;
}

export interface StartContenderOptions {
  readonly supergraphPath: string;
  /** Options of Node's own, such as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
  /** Environment variables beside those that all contenders get. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Environment variables that all contenders get. */
export const commonEnv = { NODE_ENV: 'production', LOG_LEVEL: 'warn' };

const startDeadlineMs = 60_000;
const stopDeadlineMs = 10_000;
const keptOutput = 4_000;

/**
 * Runs a contender in a process of its own and waits until it answers.
 * @throws Error with the end of its output when it ends, or does not answer within a minute
 */
export async function startContender(
  contender: Contender,
  { supergraphPath, nodeOptions = [], env = {} }: StartContenderOptions,
): Promise<RunningContender> {
  const port = await findFreePort();
  const { program = process.execPath } = contender;
  const ofNode = contender.program === undefined ? nodeOptions : [];
  const child = spawn(program, [...ofNode, ...contender.command({ supergraphPath, port })], {
    // No variable of whoever runs the benchmark changes what a contender does.
    env: { ...commonEnv, ...contender.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${contender.title} does not start`);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-keptOutput);
    });
  }
  const exited = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    const deadline = setTimeout(kill, stopDeadlineMs);
    await exited;
    clearTimeout(deadline);
    process.removeListener('exit', kill);
  }

  const url = `http://127.0.0.1:${port}/graphql`;
  const deadline = performance.now() + startDeadlineMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      if (child.exitCode === null) await stop();
      throw new Error(`${contender.title} does not answer:\n${output}`);
    }
    await wait(50);
  }
  return { contender, pid, url, [Symbol.asyncDispose]: stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
