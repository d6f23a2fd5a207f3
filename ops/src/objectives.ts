/** A share of what users do that has to go well, and how to see the share that does not. */
export interface Objective {
  readonly id: string;
  readonly title: string;
  /** The share that has to go well over 30 days. */
  readonly target: number;
  /** PromQL: the share that went wrong in the last `window`, such as `5m`. */
  readonly badRatio: (window: string) => string;
  /**
   * KQL: a table of `bad` and `all` over the last `window`, such as `5m`.
   * Of sampled telemetry: `ItemCount` says how many each row stands for.
   */
  readonly badAndAll: (window: string) => string;
}

/** How fast the budget of 30 days is spent, over a long window that it matters in and a short one that it still goes on in. */
export interface BurnRate {
  readonly id: string;
  readonly severity: 'page' | 'ticket';
  readonly rate: number;
  readonly long: string;
  readonly short: string;
}

/** A state that is wrong whatever users notice of it. */
export interface Symptom {
  readonly id: string;
  readonly title: string;
  readonly severity: BurnRate['severity'];
  /** PromQL that gives a series for what is wrong. */
  readonly expression: string;
  /** For how long it has to be. */
  readonly for: string;
}

// Those that are kept whatever becomes of their traces are left out: others stand for them, as ItemCount says.
const operations = `AppRequests
| where isnotempty(Properties['headgate.operation.result']) and isempty(Properties['headgate.sampling'])`;

export const latencyLimitSeconds = 1;
export const alertAgeLimitSeconds = 10;

export const objectives: readonly Objective[] = [
  {
    id: 'availability',
    title: 'Operations that do not fail',
    target: 0.999,
    badRatio: (window) =>
      `sum(rate(headgate_operations_total{result="failed"}[${window}])) / sum(rate(headgate_operations_total[${window}]))`,
    badAndAll: (window) => `${operations} and TimeGenerated > ago(${window})
| summarize bad = sumif(ItemCount, Properties['headgate.operation.result'] == 'failed'), all = sum(ItemCount)`,
  },
  {
    id: 'latency',
    title: `Operations answered within ${latencyLimitSeconds} s`,
    target: 0.99,
    badRatio: (window) =>
      `1 - sum(rate(headgate_operation_duration_seconds_bucket{le="${latencyLimitSeconds}"}[${window}])) / sum(rate(headgate_operation_duration_seconds_count[${window}]))`,
    badAndAll: (window) => `${operations} and TimeGenerated > ago(${window})
| summarize bad = sumif(ItemCount, DurationMs > ${latencyLimitSeconds * 1000}), all = sum(ItemCount)`,
  },
  {
    id: 'alert-age',
    title: `Alerts published within ${alertAgeLimitSeconds} s`,
    target: 0.99,
    badRatio: (window) =>
      `1 - sum(rate(headgate_alert_age_seconds_bucket{le="${alertAgeLimitSeconds}"}[${window}])) / sum(rate(headgate_alert_age_seconds_count[${window}]))`,
    // Of a histogram Application Insights keeps sum, smallest and largest: a report counts as bad when one alert in it was.
    badAndAll: (window) => `AppMetrics
| where Name == 'headgate.alert.age' and TimeGenerated > ago(${window})
| summarize bad = countif(Max > ${alertAgeLimitSeconds}), all = count()`,
  },
];

/** From https://sre.google/workbook/alerting-on-slos/: 2 % of the budget in an hour, 5 % in six. */
export const burnRates: readonly BurnRate[] = [
  { id: 'fast', severity: 'page', rate: 14.4, long: '1h', short: '5m' },
  { id: 'slow', severity: 'ticket', rate: 6, long: '6h', short: '30m' },
];

const failedAtSubgraph =
  'sum by (subgraph) (rate(headgate_subgraph_request_duration_seconds_count{outcome!~"answered|cancelled"}[5m]))';

export const symptoms: readonly Symptom[] = [
  {
    id: 'subgraph',
    title: 'A subgraph fails half of its requests',
    severity: 'page',
    expression: `${failedAtSubgraph} / sum by (subgraph) (rate(headgate_subgraph_request_duration_seconds_count[5m])) > 0.5`,
    for: '5m',
  },
  {
    id: 'identity-keys',
    title: "The identity provider's keys have not been fetched for six hours",
    severity: 'ticket',
    expression: 'headgate_key_set_age_seconds > 6 * 3600',
    for: '10m',
  },
  {
    id: 'event-loop',
    title: 'A process is too busy to answer in time',
    severity: 'ticket',
    expression: 'nodejs_eventloop_lag_p99_seconds > 0.5',
    for: '10m',
  },
];
