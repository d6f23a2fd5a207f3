import { compareContenders } from '../compare/compare-contenders.ts';
import { largeScenarios } from '../compare/large-scenarios.ts';
import { scenarios } from '../compare/scenarios.ts';
import type { Contender } from '../contenders/contender.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { summarise } from '../measure/summarise.ts';

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

/**
 * Measures Headgate beside compiled routers, by turns.
 * @throws Error when they answer differently
 */
export async function measurePeers(options: MeasurePeersOptions): Promise<readonly PeerResult[]> {
  const results = await compareContenders({ ...options, scenarios: [...scenarios, ...largeScenarios] });
  return results.map(({ scenario, rounds }) => ({
    load: scenario.name,
    medians: new Map([...rounds].map(([name, each]) => [name, summarise(each)])),
  }));
}
