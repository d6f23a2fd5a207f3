import { compareContenders } from '../compare/compare-contenders.ts';
import { scenarios } from '../compare/scenarios.ts';
import type { Contender } from '../contenders/contender.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { summarise } from '../measure/summarise.ts';
import { measureScales } from '../scale/measure-scales.ts';
import { scales } from '../scale/scales.ts';

export interface MeasurePeersOptions {
  readonly contenders: readonly Contender[];
  readonly rounds: number;
  readonly durationMs: number;
  readonly onProgress: (text: string) => void;
}

/** What each contender did under one load: the medians of its rounds, by its name. */
export interface PeerResult {
  readonly load: string;
  readonly medians: ReadonlyMap<string, Measurement>;
}

/** The steps of the scales that tell compiled routers apart. */
const steps: Readonly<Record<string, readonly string[]>> = {
  answer: ['1 MB', '10 MB'],
  list: ['1,000', '100,000'],
};

const describeStep: Readonly<Record<string, (size: string) => string>> = {
  answer: (size) => `an answer of ${size}`,
  list: (size) => `a list of ${size} entities`,
};

/**
 * Measures Headgate beside compiled routers, by turns.
 * @throws Error when they answer differently
 */
export async function measurePeers(options: MeasurePeersOptions): Promise<readonly PeerResult[]> {
  const compared = await compareContenders({ ...options, scenarios });
  const chosen = scales
    .filter(({ name }) => steps[name])
    .map((scale) => ({
      ...scale,
      steps: scale.steps.filter(({ size }) => steps[scale.name]?.includes(size)),
    }));
  const scaled = await measureScales({ ...options, scales: chosen });
  return [
    ...compared.map(({ scenario, rounds }) => ({
      load: scenario.name,
      medians: new Map([...rounds].map(([name, each]) => [name, summarise(each)])),
    })),
    ...scaled.flatMap(({ scale, steps: measured }) =>
      measured.map(({ step, medians }) => ({
        load: describeStep[scale.name]?.(step.size) ?? step.size,
        medians,
      })),
    ),
  ];
}
