import { checkAnswers } from '../compare/compare-contenders.ts';
import type { Contender } from '../contenders/contender.ts';
import { type Measurement, measureLoad } from '../measure/measure-load.ts';
import { summarise } from '../measure/summarise.ts';
import { startTestbed } from '../testbed/start-testbed.ts';
import type { Scale, Step } from './scales.ts';

export interface MeasureScalesOptions {
  readonly contenders: readonly Contender[];
  readonly scales: readonly Scale[];
  readonly rounds: number;
  readonly durationMs: number;
  readonly onProgress: (text: string) => void;
}

/** What each contender did at one step: the medians of its rounds, by its name. */
export interface StepResult {
  readonly step: Step;
  readonly medians: ReadonlyMap<string, Measurement>;
}

export interface ScaleResult {
  readonly scale: Scale;
  readonly steps: readonly StepResult[];
}

/**
 * Measures how the cost of a request grows; contenders are new for each scale and take turns at each of its steps.
 * @throws Error when contenders answer differently
 */
export async function measureScales(options: MeasureScalesOptions): Promise<readonly ScaleResult[]> {
  const results: ScaleResult[] = [];
  for (const scale of options.scales) results.push(await measureScale(scale, options));
  return results;
}

async function measureScale(scale: Scale, options: MeasureScalesOptions): Promise<ScaleResult> {
  const { contenders, rounds, durationMs, onProgress } = options;
  await using testbed = await startTestbed({ contenders, subgraphs: 'scaling' });
  const steps: StepResult[] = [];
  for (const step of scale.steps) {
    const body = JSON.stringify({ query: step.operation });
    const answerBytes = await checkAnswers(testbed, body);
    // The first step meets contenders that have not run anything yet.
    const warmUpMs = step === scale.steps[0] ? 2 * durationMs : durationMs / 2;
    const measured = new Map<string, Measurement[]>(contenders.map(({ name }) => [name, []]));
    for (let round = 0; round <= rounds; round += 1) {
      for (const running of testbed.contenders) {
        const { name } = running.contender;
        onProgress(
          `${scale.name} ${step.size}: ${round ? `round ${round} of ${rounds}` : 'warming up'}, ${name}`,
        );
        const measurement = await measureLoad(running, testbed, {
          body,
          connections: step.connections,
          uniqueAuthorization: true,
          durationMs: round ? durationMs : warmUpMs,
          answerBytes: answerBytes.get(name) ?? 0,
        });
        if (round) measured.get(name)?.push(measurement);
      }
    }
    steps.push({
      step,
      medians: new Map([...measured].map(([name, each]) => [name, summarise(each)])),
    });
  }
  return { scale, steps };
}
