/** KQL: times with `anomaly` above 0 where more went wrong, or was slower, than the season before leads to expect. */
export function findAnomalies(id: string, range: string, step: string, season: number): string {
  const value =
    id === 'latency'
      ? 'percentile(DurationMs, 95)'
      : "1.0 * countif(Properties['headgate.operation.result'] == 'failed') / count()";
  return `AppRequests
| where isnotempty(Properties['headgate.operation.result'])
| make-series value = ${value} default = 0.0 on TimeGenerated from ago(${range}) to now() step ${step}
| extend (anomaly, score, baseline) = series_decompose_anomalies(value, 3, ${season}, 'linefit')
| mv-expand at = TimeGenerated to typeof(datetime), value to typeof(real), anomaly to typeof(int), baseline to typeof(real)`;
}
