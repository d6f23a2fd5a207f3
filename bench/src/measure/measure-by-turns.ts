import type { LoadOrder } from '../load/load-order.ts';
import type { Testbed } from '../testbed/start-testbed.ts';
import { type Measurement, measureLoad } from './measure-load.ts';

export interface TurnsOptions {
  /** What is being measured, for whoever watches. */
  readonly name: string;
  readonly order: Omit<LoadOrder, 'url' | 'answerBytes' | 'durationMs'>;
  /** What a right answer weighs, by the contender's name. */
  readonly answerBytes: ReadonlyMap<string, number>;
  readonly rounds: number;
  /** How long each contender is measured in each round. */
  readonly durationMs: number;
  readonly onProgress: (text: string) => void;
}

/**
 * Measures the contenders of a testbed by turns within each round, so that whatever else the machine does meets all of
 * them alike, after one round to warm up. The measurements of each contender are in order.
 */
export async function measureByTurns(
  testbed: Testbed,
  options: TurnsOptions,
): Promise<ReadonlyMap<string, readonly Measurement[]>> {
  const { order, answerBytes, durationMs, onProgress } = options;
  const rounds = new Map<string, Measurement[]>();
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const running of testbed.contenders) {
      const { name } = running.contender;
      const turn = round ? `round ${round} of ${options.rounds}` : 'warming up';
      onProgress(`${options.name}: ${turn}, ${name}`);
      const measurement = await measureLoad(running, testbed, {
        ...order,
        durationMs,
        answerBytes: answerBytes.get(name) ?? 0,
      });
      if (round) rounds.set(name, [...(rounds.get(name) ?? []), measurement]);
    }
  }
  return rounds;
}
