import { formatNumber } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import type { SharedSubscriptionResult } from './measure-shared-subscription.ts';

/** A table of what was measured, beside what must be reached. */
export function reportSubscriptions(result: SharedSubscriptionResult): string {
  const sorted = result.lastClientMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
  const clients = formatNumber(result.clients);
  return [
    `### ${clients} clients on one identical subscription, a field of it from a second subgraph, an event a second`,
    formatTable(
      ['what', 'measured', 'must', 'aim'],
      [
        ['resident memory a client, KB', formatNumber(result.bytesPerClient / 1_000), '30', '15'],
        ['event to the last client, ms, p50', formatNumber(at(0.5)), '–', '–'],
        ['event to the last client, ms, p99', formatNumber(at(0.99)), '500', '250'],
        ['connects a second', formatNumber(result.connectsPerSecond), '1,000', '2,500'],
        ['CPU ms an event', formatNumber(result.cpuMsPerEvent), '–', '–'],
        ['ended by a reload', formatNumber(result.endedByReload), '0', '0'],
      ],
    ),
    'Subgraphs and clients run in the process that measures. Memory is resident memory at the end of the events, less that' +
      ' after a warm-up of 1,000 clients that have left. Without authentication.',
  ].join('\n\n');
}
