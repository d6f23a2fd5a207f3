import { formatNumber } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import type { ProfileResult } from './profile-contender.ts';

const shownFiles = 25;
const shownFunctions = 25;

/** Writes out, as Markdown, where the time of each scenario went, a request. */
export function reportProfile(results: readonly ProfileResult[]): string {
  return results
    .map(({ scenario, requests, selfTime: { totalMs, byFile, byFunction } }) => {
      const tableOf = (heading: string, times: readonly (readonly [string, number])[], shown: number) =>
        formatTable(
          [heading, 'ms/request', '%'],
          times
            .slice(0, shown)
            .map(([name, ms]) => [
              `\`${name}\``,
              formatNumber(ms / requests),
              ((100 * ms) / totalMs).toFixed(1),
            ]),
        );
      return [
        `### ${scenario.title}`,
        `${formatNumber(totalMs / requests)} ms a request on the main thread, the profiler's own cost included.`,
        tableOf('file or package, itself', byFile, shownFiles),
        tableOf('function, itself', byFunction, shownFunctions),
      ].join('\n\n');
    })
    .join('\n\n');
}
