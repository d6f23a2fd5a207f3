import { isDeepStrictEqual } from 'node:util';
import type { Contender } from '../contenders/contender.ts';
import type { Links } from '../links/links.ts';
import { fetchAnswer } from '../measure/fetch-answer.ts';
import { measureByTurns } from '../measure/measure-by-turns.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { startTestbed, type Testbed } from '../testbed/start-testbed.ts';
import type { Scenario } from './scenarios.ts';

export interface CompareOptions {
  readonly contenders: readonly Contender[];
  readonly scenarios: readonly Scenario[];
  readonly rounds: number;
  /** How long each contender is measured in each round. */
  readonly durationMs: number;
  readonly onProgress: (text: string) => void;
  /** Where subgraphs are served as well. Default: nowhere. */
  readonly links?: Links;
}

/** What a scenario showed. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  /** Measurements of all rounds, in order, by the contender's name. */
  readonly rounds: ReadonlyMap<string, readonly Measurement[]>;
}

/**
 * Measures all contenders under each scenario, by turns within each round, so that whatever else the machine does meets
 * all of them alike.
 * @throws Error when contenders answer differently
 */
export async function compareContenders(options: CompareOptions): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const scenario of options.scenarios) results.push(await runScenario(scenario, options));
  return results;
}

async function runScenario(scenario: Scenario, options: CompareOptions): Promise<ScenarioResult> {
  const { contenders, links, onProgress } = options;
  onProgress(`${scenario.name}: starting`);
  const { subgraphs = 'public' } = scenario;
  await using testbed = await startTestbed({ contenders, subgraphs, ...(links && { links }) });
  const body = JSON.stringify({ query: scenario.operation });
  const answerBytes = await checkAnswers(testbed, body);
  const { connections, uniqueAuthorization } = scenario;
  const rounds = await measureByTurns(testbed, {
    ...options,
    name: scenario.name,
    order: { body, connections, uniqueAuthorization },
    answerBytes,
  });
  return { scenario, rounds };
}

/**
 * Asks each contender once, and says what each answer weighs.
 * @throws Error when an answer has other content than the first contender's
 */
export async function checkAnswers(
  { contenders }: Testbed,
  body: string,
): Promise<ReadonlyMap<string, number>> {
  const answers = await Promise.all(
    contenders.map(async (running) => ({ running, answer: await fetchAnswer(running, body) })),
  );
  const [first, ...others] = answers;
  const different = others.find(({ answer }) => !isDeepStrictEqual(answer.content, first?.answer.content));
  if (first && different) {
    throw new Error(
      `${different.running.contender.title} and ${first.running.contender.title} answer differently`,
    );
  }
  return new Map(answers.map(({ running, answer }) => [running.contender.name, answer.bytes]));
}
