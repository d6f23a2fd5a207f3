import type { Contender } from '../contenders/contender.ts';
import { formatMebibytes, formatNumber, formatShare } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import type { ScaleResult } from './measure-scales.ts';

/** Writes out, as Markdown, how cost grows: a table for each scale. */
export function reportScales(results: readonly ScaleResult[], contenders: readonly Contender[]): string {
  return results
    .map(({ scale, steps }) => {
      const rows = steps.flatMap(({ step, medians }) =>
        contenders.map(({ name, title }) => {
          const measured = medians.get(name);
          if (!measured) return [];
          return [
            step.size,
            title,
            formatNumber(measured.cpuMs),
            formatShare(measured.cpuMs / (medians.get('stock')?.cpuMs ?? Number.NaN)),
            formatNumber(measured.requestsPerSecond),
            formatNumber(measured.p50Ms),
            formatNumber(measured.p99Ms),
            formatMebibytes(measured.residentBytes),
            formatNumber(measured.subgraphRequests),
          ];
        }),
      );
      const headings = [
        '',
        '',
        'CPU ms/request',
        'of stock',
        'requests/s',
        'p50 ms',
        'p99 ms',
        'memory MiB',
        'subgraph requests',
      ];
      return `### ${scale.title}\n\n${formatTable(headings, rows)}`;
    })
    .join('\n\n');
}
