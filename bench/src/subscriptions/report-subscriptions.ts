import { percentile } from '../measure/percentile.ts';
import { formatMebibytes, formatNumber, formatShare } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import { judgeTarget } from '../report/judge-target.ts';
import type { EventCost } from './compare-event-cost.ts';
import type { ConnectResult } from './measure-connects.ts';
import type { HeapGrowth, LeakResult } from './measure-leaks.ts';
import type { SharedResult } from './measure-shared.ts';
import type { SubscriptionResults } from './measure-subscriptions.ts';
import { subscriptionTargets } from './subscription-targets.ts';

/** When each of 10,000 clients comes again once an hour. */
const connectsAnHour = 10_000;

/** Writes out, as Markdown, what was measured, and how that stands to the targets. */
export function reportSubscriptions(results: SubscriptionResults): string {
  const { shared, different, same, connects, leaks } = results;
  return [
    ...(shared ? reportShared(shared) : []),
    ...(different || same ? reportEventCost(different ?? [], same ?? []) : []),
    ...(connects ? reportConnects(connects) : []),
    ...(leaks ? reportLeaks(leaks) : []),
    '### Targets',
    formatTable(['Headgate', 'must reach', 'aim', 'measured', ''], subscriptionTargets.map(reportTarget)),
  ].join('\n\n');

  function reportTarget(target: (typeof subscriptionTargets)[number]): readonly string[] {
    const { title, mustReach, aim, isShare } = target;
    const measured = target.read(results);
    const format = isShare ? formatShare : formatNumber;
    return [title, format(mustReach), format(aim), format(measured), judgeTarget(measured, target)];
  }
}

function reportShared({ clients, bytesPerClient, lastClientMs, cpuMsPerEvent }: SharedResult): string[] {
  return [
    `### ${formatNumber(clients)} clients on one identical subscription with a field of a second subgraph, an event a second`,
    formatTable(
      ['', 'resident memory a client, KB'],
      bytesPerClient.map(([title, bytes]) => [title, formatNumber(bytes / 1_000)]),
    ),
    `Headgate, event at the subgraph to the last client, ${lastClientMs.length} events: p50 ${formatNumber(percentile(lastClientMs, 0.5))} ms,` +
      ` p99 ${formatNumber(percentile(lastClientMs, 0.99))} ms; ${formatNumber(cpuMsPerEvent)} ms of CPU an event to all.`,
  ];
}

function reportEventCost(different: readonly EventCost[], same: readonly EventCost[]): string[] {
  const titles = new Map([...different, ...same].map(({ contender }) => [contender.name, contender.title]));
  const cells = (costs: readonly EventCost[], name: string) => {
    const find = (wanted: string) =>
      costs.find(({ contender }) => contender.name === wanted)?.cpuMs ?? Number.NaN;
    return [formatNumber(find(name)), formatShare(find(name) / find('hive'))];
  };
  return [
    '### 1,000 clients, an event a second each',
    formatTable(
      [
        'CPU ms for each event that reaches a client',
        '1,000 subscriptions',
        'of Hive',
        'one subscription',
        'of Hive',
      ],
      [...titles].map(([name, title]) => [title, ...cells(different, name), ...cells(same, name)]),
    ),
    'All gateways run at once on the same subgraphs, take turns, and deliver the same events; each asks the second' +
      ' subgraph for a field of each event.',
  ];
}

function reportConnects({ connectsPerSecond, cpuMsPerConnect }: ConnectResult): string[] {
  return [
    '### Connects with authentication',
    `${formatNumber(connectsPerSecond)} a second, ${formatNumber(cpuMsPerConnect)} ms of CPU each: handshake, \`connection_init\`,` +
      ' an ES256 token that the gateway has never seen, verified against the issuer’s key set, and `subscribe`.',
  ];
}

function reportLeaks({ reloads, reloading, churnMs, connects, churning }: LeakResult): string[] {
  const row = (title: string, { beforeBytes, afterBytes }: HeapGrowth) => [
    title,
    formatMebibytes(beforeBytes),
    formatMebibytes(afterBytes),
    formatNumber(afterBytes / beforeBytes),
  ];
  const dayHours = connects / connectsAnHour;
  return [
    '### Heap in use after a collection, with nobody connected',
    formatTable(
      ['after', 'before, MiB', 'after, MiB', 'after over before'],
      [
        row(`${formatNumber(reloads)} reloads under live subscriptions`, reloading),
        row(
          `${formatNumber(connects)} connects and disconnects in ${formatNumber(churnMs / 60_000)} min`,
          churning,
        ),
      ],
    ),
    `So many connects are ${formatNumber(dayHours)} hours of 10,000 clients that come again once an hour.` +
      (dayHours < 24 ? ' `--churn-minutes 10` runs longer.' : ''),
  ];
}
