import { summarise } from '../measure/summarise.ts';
import { formatNumber } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import { coresEach, type ShareResult } from './measure-shares.ts';

/** Writes out, as Markdown, what more processes bring that have a small core each. */
export function reportShares(results: readonly ShareResult[] | undefined): string {
  if (!results) {
    return 'A small core for each process was not measured: it takes root, and control groups that limit processor time.';
  }
  const sections = results.map(({ scenario, rounds }) => {
    const one = summarise(rounds.get(1) ?? []);
    const rows = [...rounds].map(([count, each]) => {
      const own = summarise(each);
      const ofOne = own.requestsPerSecond / one.requestsPerSecond;
      return [
        String(count),
        formatNumber(count * coresEach),
        formatNumber(own.requestsPerSecond),
        formatNumber(ofOne),
        formatNumber(ofOne / count),
        formatNumber(own.cpuMs),
        formatNumber((own.cpuMs * own.requestsPerSecond) / 1_000),
        formatNumber(own.p99Ms),
      ];
    });
    const headings = ['processes', 'cores', 'requests/s', 'of one', 'of as many times one', 'CPU ms/request'];
    const table = formatTable([...headings, 'cores in use', 'p99 ms'], rows);
    return `### ${scenario.title}, ${coresEach} of a core for each process (${scenario.connections} connections)\n\n${table}`;
  });
  return sections.join('\n\n');
}
