import { compareRounds } from '../measure/compare-rounds.ts';
import { summarise } from '../measure/summarise.ts';
import { formatMebibytes, formatNumber } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import { judgeTarget } from '../report/judge-target.ts';
import type { TelemetryResults } from './measure-telemetry.ts';

/** What telemetry may cost with a tenth of the traces, of what it costs without. */
const mustReach = 1.05;

/** Writes out, as Markdown, what telemetry costs. */
export function reportTelemetry({ contenders, rounds, startMs }: TelemetryResults): string {
  const [against] = contenders;
  const of = (name: string) => rounds.get(name) ?? [];
  const base = of(against?.name ?? '');
  const rows = contenders.map(({ name, title }) => {
    const own = summarise(of(name));
    return [
      title,
      formatNumber(own.cpuMs),
      formatNumber(compareRounds(of(name), base)),
      formatNumber(own.requestsPerSecond),
      formatNumber(own.p99Ms),
      formatMebibytes(own.residentBytes),
      formatNumber(startMs.get(name) ?? Number.NaN),
    ];
  });
  const heads = ['', 'CPU ms/request', 'of the first', 'requests/s', 'p99 ms', 'memory MiB', 'start ms'];
  const measured = compareRounds(of('tenth'), base);
  const target = ['CPU a request with a tenth of the traces, of without telemetry'];
  const judged = [
    ...target,
    formatNumber(mustReach),
    formatNumber(measured),
    judgeTarget(measured, { mustReach }),
  ];
  return [
    "### The public benchmark's operation, a unique authorization header each request (50 connections)",
    formatTable(heads, rows),
    '### Targets',
    formatTable(['Headgate', 'must reach', 'measured', ''], [judged]),
    'The ratio is the median of those of single rounds, whose turns follow each other. The start includes that of the subgraphs. The collector has a process of its own, whose processor time is not counted.',
  ].join('\n\n');
}
