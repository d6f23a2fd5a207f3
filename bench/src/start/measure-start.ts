import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';
import type { Contender } from '../contenders/contender.ts';
import { headgate, stock } from '../contenders/contenders.ts';
import { commonEnv } from '../contenders/start-contender.ts';
import { readProcessUsage } from '../measure/read-process-usage.ts';
import { startTestbed } from '../testbed/start-testbed.ts';
import { packGateway } from './pack-gateway.ts';

export interface StartOptions {
  readonly peers: readonly Contender[];
  readonly rounds: number;
  readonly onProgress: (text: string) => void;
}

/** From the start of the process to its first answer from a subgraph. */
export interface FirstAnswer {
  readonly wallMs: number;
  /** Processor time of all threads. */
  readonly cpuMs: number;
  readonly residentBytes: number;
}

export interface StartResults {
  readonly contenders: readonly Contender[];
  /** By the contender's name, in the order of the rounds. */
  readonly rounds: ReadonlyMap<string, readonly FirstAnswer[]>;
}

const body = JSON.stringify({ query: '{ me { id } }' });
const betweenTriesMs = 5;
const deadlineMs = 60_000;

/** Starts the packed gateway and others by turns, after one start of each that does not count, and awaits their first answers. */
export async function measureStart({ peers, rounds, onProgress }: StartOptions): Promise<StartResults> {
  onProgress('packing the gateway');
  using packed = packGateway();
  await using testbed = await startTestbed({ contenders: [], subgraphs: 'public' });
  const { supergraphPath } = testbed;
  const contenders = [...createStarters(packed.bin, dirname(supergraphPath)), stock, ...peers];
  const results = new Map<string, FirstAnswer[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const contender of contenders) {
      onProgress(`start ${round} of ${rounds}, ${contender.name}`);
      const answer = await awaitFirstAnswer(contender, supergraphPath);
      if (round) results.get(contender.name)?.push(answer);
    }
  }
  return { contenders, rounds: results };
}

/** The packed gateway: where its code was compiled before, and where nothing is kept of that. */
function createStarters(bin: string, folder: string): readonly Contender[] {
  const command: Contender['command'] = ({ supergraphPath, port }) => [
    bin,
    ...['--supergraph', supergraphPath, '--port', String(port)],
  ];
  const compiled = join(folder, 'compiled');
  return [
    { ...headgate, title: 'Headgate, started before', command, env: { NODE_COMPILE_CACHE: compiled } },
    {
      ...headgate,
      name: 'headgate-first',
      title: 'Headgate, its first start',
      command,
      env: { NODE_DISABLE_COMPILE_CACHE: '1' },
    },
  ];
}

async function awaitFirstAnswer(contender: Contender, supergraphPath: string): Promise<FirstAnswer> {
  const port = await findFreePort();
  const { program = process.execPath, env } = contender;
  const args = contender.command({ supergraphPath, port });
  const startedMs = performance.now();
  const child = spawn(program, args, { env: { ...commonEnv, ...env }, stdio: 'ignore' });
  const exited = once(child, 'exit');
  try {
    while (!(await answers(`http://127.0.0.1:${port}/graphql`))) {
      if (child.exitCode !== null || performance.now() - startedMs > deadlineMs)
        throw new Error(`${contender.title} does not answer`);
      await wait(betweenTriesMs);
    }
    const wallMs = performance.now() - startedMs;
    const usage = readProcessUsage(child.pid ?? 0);
    if (!usage) throw new Error(`${contender.title} ends after its first answer`);
    return { wallMs, ...usage };
  } finally {
    // In its own time: Node.js keeps what it has compiled when it ends by itself.
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(kill);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer first' };
    const response = await fetch(url, { method: 'POST', headers, body });
    const { data } = (await response.json()) as { readonly data?: { readonly me?: unknown } };
    return Boolean(data?.me);
  } catch {
    return false;
  }
}
