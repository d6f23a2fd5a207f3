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
  /** KQL that gives a row for what is wrong in the last 15 minutes; without it Application Insights has nothing of the sort. */
  readonly query?: string;
}

// Those that are kept whatever becomes of their traces are left out: others stand for them, as ItemCount says.
const operations = `AppRequests
| where isnotempty(Properties['headgate.operation.result']) and isempty(Properties['headgate.sampling'])`;

/** What processes have told of a metric in the last 15 minutes. */
function metric(name: string): string {
  return `AppMetrics\n| where Name == '${name}' and TimeGenerated > ago(15m)`;
}

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
  {
    id: 'slow-clients',
    title: 'Events wait for clients: ten for each of them',
    severity: 'ticket',
    expression: 'sum(headgate_subscription_queue_depth) / sum(headgate_subscription_clients) > 10',
    for: '5m',
    query: `AppMetrics
| where Name in ('headgate.subscription.queue_depth', 'headgate.subscription.clients') and TimeGenerated > ago(15m)
| summarize waiting = sumif(Sum, Name == 'headgate.subscription.queue_depth'), clients = sumif(Sum, Name == 'headgate.subscription.clients')
| where clients > 0 and waiting / clients > 10`,
  },
  {
    id: 'backlog',
    title: 'Alerts wait in the outbox and nobody publishes them',
    severity: 'page',
    expression: 'max by (what) (headgate_backlog_age_seconds{what="outbox"}) > 120',
    for: '3m',
    query: `${metric('headgate.backlog.age')} and Properties['what'] == 'outbox'
| summarize oldest = max(Max) | where oldest > 120`,
  },
  {
    id: 'feed-lag',
    title: 'A function is a minute behind its change feed',
    severity: 'ticket',
    expression:
      'histogram_quantile(0.9, sum by (le, function) (rate(headgate_feed_lag_seconds_bucket[5m]))) > 60',
    for: '10m',
    query: `${metric('headgate.feed.lag')}
| summarize oldest = max(Max) by tostring(Properties['function']) | where oldest > 60`,
  },
  {
    id: 'dead-letters',
    title: 'Documents could not be processed',
    severity: 'ticket',
    expression: 'sum by (function) (increase(headgate_dead_letters_total[15m])) > 0',
    for: '0m',
    query: `${metric('headgate.dead_letters')}
| summarize died = sum(Sum) by tostring(Properties['function']) | where died > 0`,
  },
  {
    id: 'redis',
    title: 'Redis refuses commands, or cannot be reached',
    severity: 'ticket',
    expression: 'sum by (kind) (rate(headgate_redis_problems_total{kind!="ERR"}[5m])) > 0.1',
    for: '5m',
    query: `${metric('headgate.redis.problems')} and Properties['kind'] != 'ERR'
| summarize problems = sum(Sum) by tostring(Properties['kind']) | where problems > 90`,
  },
  {
    id: 'throttling',
    title: 'Cosmos DB throttles one of a hundred requests',
    severity: 'ticket',
    expression:
      'sum by (container) (rate(headgate_cosmos_request_charge_count{status="429"}[5m])) / sum by (container) (rate(headgate_cosmos_request_charge_count[5m])) > 0.01',
    for: '10m',
    query: `${metric('headgate.cosmos.request_charge')}
| summarize throttled = sumif(ItemCount, Properties['status'] == '429'), all = sum(ItemCount) by tostring(Properties['container'])
| where todouble(throttled) / all > 0.01`,
  },
];
