import { readFileSync } from 'node:fs';
import { checkAnswers } from '../compare/compare-contenders.ts';
import type { Scenario } from '../compare/scenarios.ts';
import type { Contender } from '../contenders/contender.ts';
import { headgate } from '../contenders/contenders.ts';
import type { RunningContender } from '../contenders/start-contender.ts';
import { measureByTurns } from '../measure/measure-by-turns.ts';
import { type Measurement, measureLoad } from '../measure/measure-load.ts';
import { startTestbed } from '../testbed/start-testbed.ts';
import { openCpuGroups } from './cpu-groups.ts';

export interface ShareOptions {
  readonly scenarios: readonly Scenario[];
  readonly rounds: number;
  readonly durationMs: number;
  readonly onProgress: (text: string) => void;
}

/** What so many processes did with a small core each. */
export interface ShareResult {
  readonly scenario: Scenario;
  /** By the number of processes. */
  readonly rounds: ReadonlyMap<number, readonly Measurement[]>;
}

/** Of each process: so little that the load generator and the subgraphs have enough beside four of them, on two cores. */
export const coresEach = 0.2;

const counts = [1, 2, 4];

const contenders: readonly Contender[] = counts.map((count) => ({
  ...headgate,
  name: String(count),
  title: `--processes ${count}`,
  command: (options) => [...headgate.command(options), '--processes', String(count)],
}));

/**
 * Measures one, two and four processes that have a small core each, so that what more of them bring can be seen on a machine
 * that has no more cores. Undefined where processor time cannot be limited.
 */
export async function measureShares(options: ShareOptions): Promise<readonly ShareResult[] | undefined> {
  const results: ShareResult[] = [];
  // Where requests are alike, more processes share fewer of them: that says nothing of cores.
  for (const scenario of options.scenarios.filter((each) => each.uniqueAuthorization)) {
    const result = await measureScenario(scenario, options);
    if (!result) return undefined;
    results.push(result);
  }
  return results;
}

async function measureScenario(scenario: Scenario, options: ShareOptions): Promise<ShareResult | undefined> {
  const { durationMs, onProgress } = options;
  const { name, operation, connections, uniqueAuthorization } = scenario;
  await using groups = openCpuGroups();
  if (!groups) return undefined;
  onProgress(`${name}, a small core each: starting`);
  await using testbed = await startTestbed({ contenders, subgraphs: 'public' });
  const body = JSON.stringify({ query: operation });
  const answerBytes = await checkAnswers(testbed, body);
  const order = { body, connections, uniqueAuthorization };
  for (const running of testbed.contenders) {
    // With all the processor time there is, and for each process: V8 compiles what a small core would take long for.
    onProgress(`${name}, a small core each: warming up, ${running.contender.title}`);
    const { name: count } = running.contender;
    await measureLoad(running, testbed, {
      ...order,
      durationMs: (1 + Number(count)) * durationMs,
      answerBytes: answerBytes.get(count) ?? 0,
    });
    for (const pid of listServing(running)) groups.limit(pid, coresEach);
  }
  const rounds = await measureByTurns(testbed, { ...options, name, order, answerBytes });
  return { scenario, rounds: new Map([...rounds].map(([count, each]) => [Number(count), each])) };
}

/** The processes that answer: those that it has started, or itself. */
function listServing({ pid }: RunningContender): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children === '' ? [pid] : children.split(' ').map(Number);
}
