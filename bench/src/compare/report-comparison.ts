import type { Contender } from '../contenders/contender.ts';
import { summarise } from '../measure/summarise.ts';
import { formatMebibytes, formatNumber, formatShare } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import { judgeTarget } from '../report/judge-target.ts';
import type { ScenarioResult } from './compare-contenders.ts';
import { type Target, targets } from './targets.ts';

/** Writes out, as Markdown, what each scenario showed, and how that stands to the targets. */
export function reportComparison(
  results: readonly ScenarioResult[],
  contenders: readonly Contender[],
): string {
  const sections = results.map(
    (result) =>
      `### ${result.scenario.title} (${result.scenario.connections} connections)\n\n${reportScenario(result, contenders)}`,
  );
  const reached = targets.flatMap((target) => reportTarget(target, results));
  if (reached.length) {
    sections.push(
      `### Targets\n\n${formatTable(['Headgate', 'must reach', 'aim', 'measured', ''], reached)}`,
    );
  }
  return sections.join('\n\n');
}

function reportScenario({ rounds }: ScenarioResult, contenders: readonly Contender[]): string {
  const stock = summarise(rounds.get('stock') ?? []);
  return formatTable(
    ['', 'CPU ms/request', 'of stock', 'requests/s', 'p50 ms', 'p99 ms', 'memory MiB', 'subgraph requests'],
    contenders.map(({ name, title }) => {
      const own = summarise(rounds.get(name) ?? []);
      return [
        title,
        formatNumber(own.cpuMs),
        formatShare(own.cpuMs / stock.cpuMs),
        formatNumber(own.requestsPerSecond),
        formatNumber(own.p50Ms),
        formatNumber(own.p99Ms),
        formatMebibytes(own.residentBytes),
        formatNumber(own.subgraphRequests),
      ];
    }),
  );
}

function reportTarget(target: Target, results: readonly ScenarioResult[]): readonly (readonly string[])[] {
  const { scenario, quantity, against, mustReach, aim } = target;
  const rounds = results.find((result) => result.scenario.name === scenario)?.rounds;
  const own = rounds?.get('headgate');
  const other = against === undefined ? undefined : rounds?.get(against);
  if (!own || (against !== undefined && !other)) return [];
  const measured = summarise(own)[quantity] / (other ? summarise(other)[quantity] : 1);
  const format = other ? formatShare : formatNumber;
  return [
    [
      target.title,
      format(mustReach),
      aim === undefined ? '' : format(aim),
      format(measured),
      judgeTarget(measured, target),
    ],
  ];
}
