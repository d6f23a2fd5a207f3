import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkAnswers, type ScenarioResult } from '../compare/compare-contenders.ts';
import type { Scenario } from '../compare/scenarios.ts';
import type { Contender } from '../contenders/contender.ts';
import { headgate } from '../contenders/contenders.ts';
import { startContender } from '../contenders/start-contender.ts';
import { fetchAnswer } from '../measure/fetch-answer.ts';
import { measureByTurns } from '../measure/measure-by-turns.ts';
import type { RecordedRequest } from '../subgraphs/serve-subgraphs.ts';
import { startTestbed, type Testbed } from '../testbed/start-testbed.ts';
import type { FloorWork } from './serve-floor.ts';

export interface FloorOptions {
  readonly scenarios: readonly Scenario[];
  /** Others that are measured beside. */
  readonly peers: readonly Contender[];
  readonly rounds: number;
  readonly durationMs: number;
  readonly onProgress: (text: string) => void;
}

const floorMain = fileURLToPath(new URL('./main.ts', import.meta.url));

/** By the folder of the supergraph, what the floor does is in this file. */
const workFile = 'floor.json';

export const floor: Contender = {
  name: 'floor',
  title: 'Floor: node:http, the same requests',
  packages: [],
  command: ({ supergraphPath, port }) => [floorMain, String(port), join(dirname(supergraphPath), workFile)],
};

/** Measures Headgate, and peers, beside the least that Node's own parts need for the same requests, by turns. */
export async function measureFloor(options: FloorOptions): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const scenario of options.scenarios) results.push(await runScenario(scenario, options));
  return results;
}

async function runScenario(scenario: Scenario, options: FloorOptions): Promise<ScenarioResult> {
  options.onProgress(`${scenario.name}: starting`);
  await using testbed = await startTestbed({
    contenders: [headgate, ...options.peers],
    subgraphs: 'public',
  });
  const body = JSON.stringify({ query: scenario.operation });
  const { supergraphPath } = testbed;
  await writeFile(join(dirname(supergraphPath), workFile), JSON.stringify(await recordWork(testbed, body)));
  await using started = await startContender(floor, { supergraphPath });
  const all = { ...testbed, contenders: [started, ...testbed.contenders] };
  const answerBytes = await checkAnswers(all, body);
  const { connections, uniqueAuthorization } = scenario;
  const rounds = await measureByTurns(all, {
    ...options,
    name: scenario.name,
    order: { body, connections, uniqueAuthorization },
    answerBytes,
  });
  return { scenario, rounds };
}

/** Lets Headgate answer, and tells what it has asked and answered. */
async function recordWork({ contenders, subgraphs }: Testbed, body: string): Promise<FloorWork> {
  const [running] = contenders;
  if (!running) throw new Error('Headgate does not run');
  await subgraphs.ask({ kind: 'record' });
  const { content } = await fetchAnswer(running, body);
  const requests = (await subgraphs.ask({ kind: 'recorded' })) as readonly RecordedRequest[];
  return { requests, answer: JSON.stringify(content) };
}
