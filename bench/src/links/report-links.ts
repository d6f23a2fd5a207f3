import type { ScenarioResult } from '../compare/compare-contenders.ts';
import type { Contender } from '../contenders/contender.ts';
import { compareRounds } from '../measure/compare-rounds.ts';
import { summarise } from '../measure/summarise.ts';
import { formatMebibytes, formatNumber } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';

/** Writes out, as Markdown, what links to subgraphs cost beside each other. */
export function reportLinks(
  results: readonly ScenarioResult[],
  contenders: readonly Pick<Contender, 'name' | 'title'>[],
): string {
  const sections = results.map(({ scenario, rounds }) => {
    const of = (name: string) => rounds.get(name) ?? [];
    const base = of(contenders[0]?.name ?? '');
    const rows = contenders.map(({ name, title }) => {
      const own = summarise(of(name));
      return [
        title,
        formatNumber(own.cpuMs),
        formatNumber(compareRounds(of(name), base)),
        formatNumber(own.requestsPerSecond),
        formatNumber(own.p50Ms),
        formatNumber(own.p99Ms),
        formatMebibytes(own.residentBytes),
        formatNumber(own.subgraphRequests),
      ];
    });
    const headings = ['', 'CPU ms/request', 'of the first', 'requests/s', 'p50 ms', 'p99 ms', 'memory MiB'];
    const table = formatTable([...headings, 'subgraph requests'], rows);
    return `### ${scenario.title} (${scenario.connections} connections)\n\n${table}`;
  });
  const notes =
    'The ratio is the median of those of single rounds, whose turns follow each other. Processor time is the gateway’s alone: what a link ' +
    'costs the subgraphs is not in it.';
  return [...sections, notes].join('\n\n');
}
