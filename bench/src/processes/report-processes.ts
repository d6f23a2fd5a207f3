import type { ScenarioResult } from '../compare/compare-contenders.ts';
import type { Contender } from '../contenders/contender.ts';
import { summarise } from '../measure/summarise.ts';
import { formatMebibytes, formatNumber } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';

/** Writes out, as Markdown, what several processes cost and bring beside one. */
export function reportProcesses(
  results: readonly ScenarioResult[],
  contenders: readonly Contender[],
): string {
  const sections = results.map(({ scenario, rounds }) => {
    const one = summarise(rounds.get('headgate') ?? []);
    const rows = contenders.map(({ name, title }) => {
      const own = summarise(rounds.get(name) ?? []);
      return [
        title,
        formatNumber(own.requestsPerSecond),
        formatNumber(own.requestsPerSecond / one.requestsPerSecond),
        formatNumber(own.cpuMs),
        formatNumber(own.cpuMs / one.cpuMs),
        formatNumber((own.cpuMs * own.requestsPerSecond) / 1_000),
        formatNumber(own.p99Ms),
        formatMebibytes(own.residentBytes),
        formatNumber(own.subgraphRequests),
      ];
    });
    const headings = ['', 'requests/s', 'of one', 'CPU ms/request', 'of one', 'cores in use', 'p99 ms'];
    const table = formatTable([...headings, 'memory MiB', 'subgraph requests'], rows);
    return `### ${scenario.title} (${scenario.connections} connections)\n\n${table}`;
  });
  const limits =
    'On two cores the load generator and the subgraphs take their share of what a second process could use: requests/s say what is left to gain ' +
    'here, and CPU a request says what it costs to share.';
  return [...sections, limits].join('\n\n');
}
