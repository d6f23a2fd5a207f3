import type { Contender } from '../contenders/contender.ts';
import type { Measurement } from '../measure/measure-load.ts';
import { median, summarise } from '../measure/summarise.ts';
import { formatMebibytes, formatNumber, formatShare } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
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
  const stock = rounds.get('stock') ?? [];
  return formatTable(
    ['', 'CPU ms/request', 'of stock', 'requests/s', 'p50 ms', 'p99 ms', 'memory MiB', 'subgraph requests'],
    contenders.map(({ name, title }) => {
      const own = rounds.get(name) ?? [];
      const middle = summarise(own);
      return [
        title,
        formatNumber(middle.cpuMs),
        formatShare(compareRounds(own, stock, 'cpuMs')),
        formatNumber(middle.requestsPerSecond),
        formatNumber(middle.p50Ms),
        formatNumber(middle.p99Ms),
        formatMebibytes(middle.residentBytes),
        formatNumber(middle.subgraphRequests),
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
  const measured = other ? compareRounds(own, other, quantity) : summarise(own)[quantity];
  const format = other ? formatShare : formatNumber;
  const verdict =
    measured > mustReach
      ? 'falls short'
      : aim === undefined || measured <= aim
        ? 'reached'
        : 'reached, not the aim';
  return [[target.title, format(mustReach), aim === undefined ? '' : format(aim), format(measured), verdict]];
}

/** The median of what each round shows: what the machine did in a round, it did to both. */
function compareRounds(
  own: readonly Measurement[],
  other: readonly Measurement[],
  quantity: keyof Measurement,
): number {
  return median(own.map((round, index) => round[quantity] / (other[index]?.[quantity] ?? Number.NaN)));
}
