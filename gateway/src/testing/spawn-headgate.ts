import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
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
}

function start({ args, env, bin }: HeadgateOptions): ChildProcess {
  const script = bin ?? fileURLToPath(new URL('../../bin/headgate.js', import.meta.url));
  // Nothing of our own environment but what it takes to find Node.
  return spawn(process.execPath, [script, ...args], { env: { PATH: process.env['PATH'], ...env } });
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
  /** Sends SIGTERM; resolves with the exit code. */
  stop(): Promise<number>;
}

/** Runs the command until it says where it listens. */
export async function spawnHeadgate(options: HeadgateOptions): Promise<RunningHeadgate> {
  const child = start(options);
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const { url, msg } = JSON.parse(line) as { url?: string; msg: string };
    if (msg !== 'listening' || !url) continue;
    child.stdout?.resume();
    return {
      url,
      async stop() {
        child.kill('SIGTERM');
        return (await exited)[0];
      },
    };
  }
  throw new Error(
    `headgate ended with ${(await exited)[0]}: ${await text(child.stderr as NodeJS.ReadableStream)}`,
  );
}
