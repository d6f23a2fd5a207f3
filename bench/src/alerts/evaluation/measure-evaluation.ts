import { median } from '../../measure/summarise.ts';
import { forkHelper } from '../../testbed/fork-helper.ts';
import type { EvaluationAnswer, EvaluationQuestion, MemoryUse } from './evaluation-question.ts';

/** What evaluation costs for pages with so many events of each user. */
export interface EvaluationThroughput extends EvaluationAnswer {
  readonly eventsOfUser: number;
}

export interface EvaluationResult {
  readonly throughputs: readonly EvaluationThroughput[];
  /** After each 100,000 events of a million. */
  readonly memory: readonly MemoryUse[];
}

const shapes = [1, 10, 100];
const eventsOfRound = 60_000;
const warmUpEvents = 20_000;
const memorySteps = 10;
const eventsOfStep = 100_000;

const fork = () =>
  forkHelper<EvaluationQuestion, EvaluationAnswer & MemoryUse>(new URL('main.ts', import.meta.url));

/** Measures evaluation without the database: throughput of one core by the shape of pages, and memory over a million events. */
export async function measureEvaluation(
  rounds: number,
  onProgress: (text: string) => void,
): Promise<EvaluationResult> {
  const throughputs: EvaluationThroughput[] = [];
  for (const eventsOfUser of shapes) {
    await using helper = fork();
    await helper.ask({ eventsOfUser, events: warmUpEvents });
    const answers: EvaluationAnswer[] = [];
    for (let round = 1; round <= rounds; round++) {
      onProgress(`evaluation, ${eventsOfUser} events a user and page, round ${round} of ${rounds}`);
      answers.push(await helper.ask({ eventsOfUser, events: eventsOfRound }));
    }
    const medianOf = (quantity: keyof EvaluationAnswer) => median(answers.map((answer) => answer[quantity]));
    throughputs.push({
      eventsOfUser,
      eventsPerSecond: medianOf('eventsPerSecond'),
      loadsPerUserAndPage: medianOf('loadsPerUserAndPage'),
      commitsPerUserAndPage: medianOf('commitsPerUserAndPage'),
      alerts: medianOf('alerts'),
    });
  }
  await using helper = fork();
  const memory: MemoryUse[] = [];
  for (let step = 1; step <= memorySteps; step++) {
    onProgress(`memory, ${step}00,000 events`);
    const { heapBytes, residentBytes } = await helper.ask({ eventsOfUser: 10, events: eventsOfStep });
    memory.push({ heapBytes, residentBytes });
  }
  return { throughputs, memory };
}
