import type { Contender } from '../contenders/contender.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { formatMebibytes, formatNumber } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import type { PeerResult } from './measure-peers.ts';

interface Quantity {
  readonly title: string;
  readonly format: (value: number) => string;
  read(measured: Measurement): number;
}

const quantities: readonly Quantity[] = [
  { title: 'CPU ms a request', format: formatNumber, read: ({ cpuMs }) => cpuMs },
  { title: 'p99 ms', format: formatNumber, read: ({ p99Ms }) => p99Ms },
  { title: 'Memory, MiB', format: formatMebibytes, read: ({ residentBytes }) => residentBytes },
  { title: 'Subgraph requests', format: formatNumber, read: ({ subgraphRequests }) => subgraphRequests },
];

/** Writes out, as Markdown, a table for each quantity: all contenders, and Headgate's share of the best of the others. */
export function reportPeers(results: readonly PeerResult[], contenders: readonly Contender[]): string {
  return quantities
    .map(({ title, format, read }) => {
      const rows = results.map(({ load, medians }) => {
        const values = contenders.map(({ name }) => {
          const measured = medians.get(name);
          return measured ? read(measured) : Number.NaN;
        });
        const own = contenders.findIndex(({ name }) => name === 'headgate');
        const best = Math.min(...values.filter((_, index) => index !== own));
        return [load, ...values.map(format), formatNumber((values[own] ?? Number.NaN) / best)];
      });
      const headings = [
        '',
        ...contenders.map((contender) => contender.title),
        'Headgate / best of the others',
      ];
      return `### ${title}\n\n${formatTable(headings, rows)}`;
    })
    .join('\n\n');
}
