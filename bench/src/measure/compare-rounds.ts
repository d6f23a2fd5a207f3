import type { Measurement } from './measure-load.ts';
import { median } from './summarise.ts';

/**
 * The processor time of one contender as a share of another's: the median of the ratios of single rounds, since what a machine does
 * beside changes from round to round, and meets all turns of one alike.
 */
export function compareRounds(own: readonly Measurement[], base: readonly Measurement[]): number {
  return median(own.map(({ cpuMs }, round) => cpuMs / (base[round]?.cpuMs ?? Number.NaN)));
}
