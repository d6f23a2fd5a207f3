import type { Foresight } from './foresee.ts';

/** The demo's last lines: what the models said of the hours to come, and what they found unusual. */
export function describeForesight({ forecast, anomaly, latencyMs }: Foresight): string {
  const one = (value: number) => value.toFixed(1);
  return `
  What the models say of six weeks of views

  forecast   ${forecast.hour.slice(11, 16)} UTC: ${one(forecast.expected)} views, nine of ten times ${one(forecast.low)} to ${one(forecast.high)}
             (${forecast.method}, ${one(forecast.error)} off in the weeks that were tested)
  anomaly    ${anomaly}
             (${(latencyMs / 1000).toFixed(1)} s after a burst; by the batch coefficients, for its rule is new)
`;
}
