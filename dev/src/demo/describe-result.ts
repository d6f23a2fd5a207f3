import type { DemoResult } from './run-demo.ts';

/** The demo's closing lines: counts, latencies, and whether the alerts seen are the alerts expected. */
export function describeResult(result: DemoResult, tookMs: number): string {
  const { recorded, expected, seen, missing, unexpected, unpushed, latenciesMs } = result;
  const at = (share: number) => Math.round(latenciesMs[Math.ceil(latenciesMs.length * share) - 1] ?? 0);
  const matches = missing.length === 0 && unexpected.length === 0;
  const differences = [
    ...missing.map((alert) => `  missing     ${alert}`),
    ...unexpected.map((alert) => `  unexpected  ${alert}`),
  ];
  return `

  check-ins recorded   ${recorded} in ${(tookMs / 1000).toFixed(1)} s
  alerts expected      ${expected.length}
  alerts seen          ${seen.length}${describePushes(seen.length, unpushed)}
  check-in to screen   p50 ${at(0.5)} ms · p95 ${at(0.95)} ms · max ${at(1)} ms (from the answer to the batch of check-ins)

${matches ? '  ✓ every expected alert was seen, once' : `  ✗ alerts seen are not those expected:\n${differences.join('\n')}`}
`;
}

function describePushes(seen: number, unpushed: DemoResult['unpushed']): string {
  if (!unpushed) return '';
  const missing = unpushed.length > 0 ? ' ✗ the others are on no device' : '';
  return `\n  pushed to devices    ${seen - unpushed.length}${missing}`;
}
