import { findAnomalies } from './find-anomalies.ts';
import { objectives } from './objectives.ts';

interface Item {
  readonly title: string;
  readonly query: string;
  readonly visualization: 'table' | 'timechart';
}

// Those that are kept whatever becomes of their traces are left out: others stand for them.
const ofOperations =
  "AppRequests | where isnotempty(Properties['headgate.operation.result']) and isempty(Properties['headgate.sampling'])";

const items: readonly Item[] = [
  ...objectives.map(({ title, target, badAndAll }) => ({
    title: `${title}: target ${target * 100} %, last 24 hours`,
    query: `${badAndAll('24h')}\n| extend met = 1 - todouble(bad) / all`,
    visualization: 'table' as const,
  })),
  {
    title: 'Share of operations that failed, by name, client, version and code',
    // Of metrics, which are not sampled.
    query: `let counted = AppMetrics
| where Name == 'headgate.operations'
| extend operation = tostring(Properties['operation']), client = tostring(Properties['client_name']), version = tostring(Properties['client_version']), code = tostring(Properties['code']), result = tostring(Properties['result']);
counted
| where result == 'failed'
| summarize failed = sum(Sum) by operation, client, version, code
| join kind=inner (counted | summarize all = sum(Sum) by operation, client, version) on operation, client, version
| project operation, client, version, code, failed, all, share = todouble(failed) / all
| order by failed`,
    visualization: 'table',
  },
  {
    title: 'Operations: how many, and how long',
    query: `${ofOperations}
| summarize operations = sum(ItemCount), p50 = percentile(DurationMs, 50), p99 = percentile(DurationMs, 99) by Name
| order by operations`,
    visualization: 'table',
  },
  {
    title: 'Dependencies by target',
    query: `AppDependencies
| summarize calls = sum(ItemCount), failed = sumif(ItemCount, Success == false), p95 = percentile(DurationMs, 95) by DependencyType, Target, Name
| order by calls`,
    visualization: 'table',
  },
  {
    title: 'Alerts on their way: lag of change feeds, ages, and what waits, by its worst',
    query: `AppMetrics
| where Name in ('headgate.feed.lag', 'headgate.alert.age', 'headgate.alert.delivery_age', 'headgate.alert.push_age', 'headgate.backlog.age', 'headgate.backlog.waiting')
| summarize worst = max(Max) by Name, of = strcat(Properties['function'], Properties['what']), bin(TimeGenerated, 5m)`,
    visualization: 'table',
  },
  {
    title: 'Pushes, dead letters, ends of subscriptions and what Redis refuses',
    query: `AppMetrics
| where Name in ('headgate.alert.pushes', 'headgate.dead_letters', 'headgate.subscription.ends', 'headgate.socket.closes', 'headgate.redis.problems')
| summarize sum(Sum) by Name, of = strcat(Properties['phase'], Properties['function'], Properties['code'], Properties['kind'])`,
    visualization: 'table',
  },
  {
    title: 'Events that wait: for clients, for the slowest of them, for subgraphs',
    query: `AppMetrics
| where Name in ('headgate.subscription.queue_depth', 'headgate.subscription.queue_depth_max', 'headgate.subscription.completing')
| summarize most = max(Max) by Name, transport = tostring(Properties['transport']), bin(TimeGenerated, 5m)`,
    visualization: 'table',
  },
  ...['availability', 'latency'].map((id) => ({
    title: `Unlike last week: ${id}`,
    query: `${findAnomalies(id, '15d', '30m', 336)}\n| project at, value, baseline`,
    visualization: 'timechart' as const,
  })),
];

/** A workbook of Application Insights, as a resource of an ARM template. */
export function writeWorkbook() {
  const content = {
    version: 'Notebook/1.0',
    items: items.map(({ title, query, visualization }, index) => ({
      type: 3,
      name: `query-${index}`,
      content: {
        version: 'KqlItem/1.0',
        title,
        query,
        size: 0,
        timeContext: { durationMs: 86_400_000 },
        queryType: 0,
        resourceType: 'microsoft.operationalinsights/workspaces',
        visualization,
      },
    })),
  };
  return {
    type: 'Microsoft.Insights/workbooks',
    apiVersion: '2022-04-01',
    name: "[guid(resourceGroup().id, 'headgate')]",
    location: "[parameters('location')]",
    kind: 'shared',
    properties: {
      displayName: 'Headgate',
      category: 'workbook',
      sourceId: "[parameters('workspaceId')]",
      serializedData: JSON.stringify(content),
    },
  };
}
