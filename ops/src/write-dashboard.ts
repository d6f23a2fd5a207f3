import { objectives } from './objectives.ts';

interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly queries: readonly (readonly [expression: string, legend: string])[];
}

const rate = (metric: string, by: string) => `sum by (${by}) (rate(${metric}[$__rate_interval]))`;
const quantile = (share: number, metric: string, by: string) =>
  `histogram_quantile(${share}, sum by (le, ${by}) (rate(${metric}_bucket[$__rate_interval])))`;

const panels: readonly Panel[] = [
  ...objectives.map(({ title, target, badRatio }) => ({
    title: `Not met: ${title} (budget ${formatShare(1 - target)})`,
    unit: 'percentunit',
    queries: [
      [badRatio('5m'), '5 minutes'],
      [badRatio('1h'), '1 hour'],
    ] as const,
  })),
  {
    title: 'Operations by result',
    unit: 'reqps',
    queries: [[rate('headgate_operations_total', 'result'), '{{result}}']],
  },
  {
    title: 'Failed operations by name and code',
    unit: 'reqps',
    queries: [
      [
        `topk(10, ${rate('headgate_operations_total{result="failed"}', 'operation, code')})`,
        '{{operation}} {{code}}',
      ],
    ],
  },
  {
    title: 'Share that failed, by name, client, version and code',
    unit: 'percentunit',
    queries: [
      [
        `topk(10, ${rate('headgate_operations_total{result="failed"}', 'operation, client_name, client_version, code')} / on (operation, client_name, client_version) group_left () ${rate('headgate_operations_total', 'operation, client_name, client_version')})`,
        '{{operation}} {{client_name}} {{client_version}} {{code}}',
      ],
    ],
  },
  {
    title: 'Operations by client',
    unit: 'reqps',
    queries: [
      [
        `topk(10, ${rate('headgate_operations_total', 'client_name, client_version')})`,
        '{{client_name}} {{client_version}}',
      ],
    ],
  },
  {
    title: 'Slowest operations, 99th percentile',
    unit: 's',
    queries: [
      [`topk(10, ${quantile(0.99, 'headgate_operation_duration_seconds', 'operation')})`, '{{operation}}'],
    ],
  },
  {
    title: 'Subgraphs by outcome',
    unit: 'reqps',
    queries: [
      [
        rate('headgate_subgraph_request_duration_seconds_count', 'subgraph, outcome'),
        '{{subgraph}} {{outcome}}',
      ],
    ],
  },
  {
    title: 'Subgraphs, 99th percentile',
    unit: 's',
    queries: [[quantile(0.99, 'headgate_subgraph_request_duration_seconds', 'subgraph'), '{{subgraph}}']],
  },
  {
    title: 'Caches by event',
    unit: 'ops',
    queries: [
      [rate('headgate_cache_events_total', 'event'), '{{event}}'],
      [rate('headgate_entity_cache_total', 'event'), 'entity {{event}}'],
    ],
  },
  {
    title: 'Plans not found',
    unit: 'percentunit',
    queries: [
      [
        'sum(rate(headgate_plan_misses_total[$__rate_interval])) / sum(rate(headgate_plan_lookups_total[$__rate_interval]))',
        'missed',
      ],
    ],
  },
  {
    title: 'Subscriptions open',
    unit: 'short',
    queries: [
      ['sum(headgate_subscription_clients)', 'of clients'],
      ['sum(headgate_subscription_upstreams)', 'at subgraphs'],
    ],
  },
  {
    title: 'Events that wait: for clients, for the slowest of them, for subgraphs',
    unit: 'short',
    queries: [
      ['sum by (transport) (headgate_subscription_queue_depth)', '{{transport}}'],
      ['max by (transport) (headgate_subscription_queue_depth_max)', 'slowest, {{transport}}'],
      ['sum(headgate_subscription_completing)', 'for subgraphs'],
    ],
  },
  {
    title: 'Ends of subscriptions and sockets, by code',
    unit: 'ops',
    queries: [
      [rate('headgate_subscription_ends_total', 'code'), '{{code}}'],
      [rate('headgate_socket_closes_total', 'code'), 'socket {{code}}'],
    ],
  },
  {
    title: 'Alerts: 99th percentile of their age',
    unit: 's',
    queries: [
      [quantile(0.99, 'headgate_alert_age_seconds', 'job'), 'published'],
      [quantile(0.99, 'headgate_alert_delivery_age_seconds', 'job'), 'at subscriptions'],
      [quantile(0.99, 'headgate_alert_push_age_seconds', 'job'), 'pushed'],
    ],
  },
  {
    title: 'Pushes by phase, dead letters by function',
    unit: 'ops',
    queries: [
      [rate('headgate_alert_pushes_total', 'phase'), 'push {{phase}}'],
      [rate('headgate_dead_letters_total', 'function'), 'dead: {{function}}'],
    ],
  },
  {
    title: 'Change feeds: 90th percentile of their lag',
    unit: 's',
    queries: [[quantile(0.9, 'headgate_feed_lag_seconds', 'function'), '{{function}}']],
  },
  {
    title: 'What waits',
    unit: 'short',
    queries: [['max by (what) (headgate_backlog_waiting)', '{{what}}']],
  },
  {
    title: 'Age of the oldest that waits',
    unit: 's',
    queries: [['max by (what) (headgate_backlog_age_seconds)', '{{what}}']],
  },
  {
    title: 'Cosmos DB: request units, and what it throttles',
    unit: 'ops',
    queries: [
      [rate('headgate_cosmos_request_charge_sum', 'container'), 'units of {{container}}'],
      [rate('headgate_cosmos_request_charge_count{status="429"}', 'container'), 'throttled: {{container}}'],
    ],
  },
  {
    title: 'Redis: what it refuses, connections that fail',
    unit: 'ops',
    queries: [[rate('headgate_redis_problems_total', 'kind'), '{{kind}}']],
  },
  {
    title: 'Event loop, 99th percentile of its delay',
    unit: 's',
    queries: [['nodejs_eventloop_lag_p99_seconds', '{{instance}}']],
  },
];

/** A dashboard to import into Grafana. */
export function writeDashboard(): string {
  const datasource = { type: 'prometheus', uid: `\${datasource}` };
  const dashboard = {
    uid: 'headgate',
    title: 'Headgate',
    schemaVersion: 39,
    timezone: 'utc',
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }] },
    panels: panels.map(({ title, unit, queries }, index) => ({
      id: index + 1,
      type: 'timeseries',
      title,
      datasource,
      gridPos: { x: (index % 3) * 8, y: Math.floor(index / 3) * 8, w: 8, h: 8 },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      targets: queries.map(([expr, legendFormat], at) => ({
        refId: String.fromCharCode(65 + at),
        datasource,
        expr,
        legendFormat,
      })),
    })),
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}

function formatShare(share: number): string {
  return `${Number((share * 100).toFixed(3))} %`;
}
