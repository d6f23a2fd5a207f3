import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Environment } from '@headgate/service/parse-config.ts';

export interface HeadgateRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HeadgateOptions {
  readonly args: readonly string[];
  readonly env?: Environment;
  /** Default: the one beside the sources. */
  readonly bin?: string;
  /** Of Node.js itself. */
  readonly nodeOptions?: readonly string[];
  readonly cwd?: string;
}

function start({ args, env, bin, nodeOptions = [], cwd }: HeadgateOptions): ChildProcess {
  const script = bin ?? fileURLToPath(new URL('../../bin/headgate.js', import.meta.url));
  // Nothing of our own environment but what it takes to find Node.
  return spawn(process.execPath, [...nodeOptions, script, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], DRAIN_MS: '0', ...env },
  });
}

/** Runs the command to its end. */
export async function runHeadgate(options: HeadgateOptions): Promise<HeadgateRun> {
  const child = start(options);
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
  ]);
  return { code, stdout, stderr };
}

export interface RunningHeadgate {
  readonly url: string;
  /** How many bytes of memory the process takes; Linux alone tells, elsewhere it is 0. */
  readMemory(): Promise<number>;
  /** Sends SIGTERM; resolves with the exit code. */
  stop(): Promise<number>;
}

/** Runs the command until it says where it listens. */
export async function spawnHeadgate(options: HeadgateOptions): Promise<RunningHeadgate> {
  const child = start(options);
  const exited = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    said.push(line);
    const { url, msg } = JSON.parse(line) as { url?: string; msg: string };
    if (msg !== 'listening' || !url) continue;
    child.stdout?.resume();
    return {
      url,
      async readMemory() {
        const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
        return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1_024;
      },
      async stop() {
        child.kill('SIGTERM');
        return (await exited)[0];
      },
    };
  }
  said.push(await text(child.stderr as NodeJS.ReadableStream));
  throw new Error(`headgate ended with ${(await exited)[0]}: ${said.join('\n')}`);
}
