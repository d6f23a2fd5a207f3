import { median } from '../measure/summarise.ts';
import { formatMebibytes, formatNumber } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import { judgeTarget } from '../report/judge-target.ts';
import type { FirstAnswer, StartResults } from './measure-start.ts';

const target = { mustReach: 500, aim: 250 };

/** Writes out, as Markdown, how long each takes to its first answer. */
export function reportStart({ contenders, rounds }: StartResults): string {
  const medianOf = (name: string, quantity: keyof FirstAnswer) =>
    median((rounds.get(name) ?? []).map((answer) => answer[quantity]));
  const rows = contenders.map(({ name, title }) => [
    title,
    formatNumber(medianOf(name, 'wallMs')),
    formatNumber(medianOf(name, 'cpuMs')),
    formatMebibytes(medianOf(name, 'residentBytes')),
  ]);
  const wallMs = medianOf('headgate', 'wallMs');
  const judged = [
    ['ms to the first answer', String(target.mustReach), String(target.aim), formatNumber(wallMs)],
  ].map((row) => [...row, judgeTarget(wallMs, target)]);
  return [
    formatTable(['from start to first answer', 'ms', 'CPU ms', 'memory MiB'], rows),
    `### Targets\n\n${formatTable(['Headgate, started before', 'at most', 'aim', 'measured', ''], judged)}`,
  ].join('\n\n');
}
