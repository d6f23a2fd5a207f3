import type { ScenarioResult } from '../compare/compare-contenders.ts';
import type { Contender } from '../contenders/contender.ts';
import { summarise } from '../measure/summarise.ts';
import { formatMebibytes, formatNumber } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import { judgeTarget } from '../report/judge-target.ts';

/** Processor time of Headgate that may be, in times of the floor's, by the scenario's name. */
const mostOfFloor: Readonly<Record<string, number>> = { unique: 1.5, trivial: 1.8 };

/** Writes out, as Markdown, how far each contender, the floor first, is above the floor. */
export function reportFloor(results: readonly ScenarioResult[], contenders: readonly Contender[]): string {
  const sections = results.map(({ scenario, rounds }) => {
    const floorCpuMs = summarise(rounds.get('floor') ?? []).cpuMs;
    const rows = contenders.map(({ name, title }) => {
      const own = summarise(rounds.get(name) ?? []);
      return [
        title,
        formatNumber(own.cpuMs),
        formatNumber(own.cpuMs / floorCpuMs),
        formatNumber(own.requestsPerSecond),
        formatMebibytes(own.residentBytes),
        formatNumber(own.subgraphRequests),
      ];
    });
    const headings = ['', 'CPU ms/request', 'of the floor', 'requests/s', 'memory MiB', 'subgraph requests'];
    return `### ${scenario.title}\n\n${formatTable(headings, rows)}`;
  });
  const judged = results.flatMap(({ scenario, rounds }) => {
    const mustReach = mostOfFloor[scenario.name];
    if (mustReach === undefined) return [];
    const cpuMsOf = (name: string) => summarise(rounds.get(name) ?? []).cpuMs;
    const measured = cpuMsOf('headgate') / cpuMsOf('floor');
    const title = `CPU a request, ${scenario.name}, of the floor`;
    return [[title, formatNumber(mustReach), formatNumber(measured), judgeTarget(measured, { mustReach })]];
  });
  return [...sections, `### Targets\n\n${formatTable(['Headgate', 'at most', 'measured', ''], judged)}`].join(
    '\n\n',
  );
}
