import type { Condition, Finding } from './finding.ts';

const marks: Readonly<Record<Condition, string>> = { up: '✔', 'not ready': '!', down: '✖' };

/** A line for each part, those that need somebody first. */
export function drawFindings(findings: readonly Finding[]): string {
  const order: readonly Condition[] = ['down', 'not ready', 'up'];
  const sorted = findings.toSorted((a, b) => order.indexOf(a.condition) - order.indexOf(b.condition));
  const lines = sorted.map(({ part, condition, answeredInMs, detail }) => {
    const took = answeredInMs === undefined ? '' : `${Math.round(answeredInMs)} ms`;
    return `${marks[condition]} ${part.padEnd(10)} ${condition.padEnd(9)} ${took.padStart(8)}  ${detail}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}
