import { percentile } from '../measure/percentile.ts';
import { formatMebibytes, formatNumber } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import { judgeTarget } from '../report/judge-target.ts';
import type { FreshnessResult } from './measure-freshness.ts';
import type { GoldResult } from './measure-gold.ts';
import type { InsightsResults } from './measure-insights.ts';
import type { ScoringResult } from './measure-scoring.ts';

const million = 1_000_000;
const gibibyte = 2 ** 30;
const seconds = (ms: number) => formatNumber(ms / 1_000);
const millions = (events: number) => formatNumber(events / million);

/** Tables of what was measured of insights, beside what must be reached. */
export function reportInsights({ gold = [], freshness, scoring = [] }: InsightsResults): string {
  const largest = gold.at(-1);
  return [
    reportTargets({ gold, scoring, ...(freshness && { freshness }) }),
    ...(gold.length > 0 ? reportGrowth(gold) : []),
    ...(largest ? [estimate(largest)] : []),
    ...reportQueries(gold),
    ...(freshness ? reportFreshness(freshness) : []),
    ...(scoring.length > 0 ? reportScoring(scoring) : []),
  ].join('\n\n');
}

function reportTargets({ gold = [], freshness, scoring = [] }: InsightsResults): string {
  const ten = gold.find(({ events }) => events === 10 * million);
  const rows: readonly (readonly [what: string, measured: number, mustReach: number])[] = [
    ['10 million events: hourly gold from nothing, s', (ten?.hourlyMs ?? Number.NaN) / 1_000, 60],
    ['the most memory for it, GiB', (ten?.hourlyPeakBytes ?? Number.NaN) / gibibyte, 2],
    ['one more day, all of gold, s', (ten?.dayMs ?? Number.NaN) / 1_000, 2],
    [
      'the slowest query of the subgraph on it, ms, p50',
      Math.max(...(ten?.queries ?? [{ ms: [] }]).map(({ ms }) => percentile(ms, 0.5))),
      50,
    ],
    ["from an event's answer to gold, ms, p50", percentile(freshness?.ms ?? [], 0.5), 1_000],
    [
      'scoring an event by a model, µs',
      scoring.length > 0 ? Math.max(...scoring.map(({ usPerEvent }) => usPerEvent)) : Number.NaN,
      10,
    ],
  ];
  return [
    '### Targets',
    formatTable(
      ['what', 'measured', 'must', ''],
      rows.map(([what, measured, mustReach]) => [
        what,
        formatNumber(measured),
        formatNumber(mustReach),
        judgeTarget(measured, { mustReach }),
      ]),
    ),
  ].join('\n\n');
}

function reportGrowth(gold: readonly GoldResult[]): string[] {
  return [
    '### By the number of events: 100 days, 100,000 users, 200 places; two threads',
    formatTable(
      [
        'million events',
        'silver, bytes an event',
        'hourly gold, s',
        'all of gold, s',
        'models, s',
        'one more day, s',
        'peak MiB',
      ],
      gold.map((each) => [
        millions(each.events),
        formatNumber(each.silverBytes / each.events),
        seconds(each.hourlyMs),
        seconds(each.allMs),
        seconds(each.modelsMs),
        seconds(each.dayMs),
        formatMebibytes(each.peakBytes),
      ]),
    ),
    'A day has a hundredth of the events. Models: forecasts of all kinds and places, propensity of all buyers, usual hours of 1,000 users. What stands as – was not measured.',
  ];
}

/** What ten times as many events as the most that were measured take, by their costs an event; nothing of it was run. */
function estimate({ events, silverBytes, hourlyMs, dayMs, days }: GoldResult): string {
  const factor = (1_000 * million) / events;
  const perDay = (1_000 * million) / days;
  return [
    `**On paper, not measured: 1,000 million events**, each at its cost among ${millions(events)} million. Silver `,
    `${formatNumber((silverBytes * factor) / gibibyte)} GiB; hourly gold from nothing ${formatNumber((hourlyMs * factor) / 60_000)} minutes; `,
    `one more day of ${millions(perDay)} million events ${formatNumber((dayMs * factor) / 1_000)} s. `,
    'Memory stays as it is, since sums spill to the disc. Beyond it the same SQL runs on Spark, partitioned by day of arrival.',
  ].join('');
}

function reportQueries(gold: readonly GoldResult[]): string[] {
  const measured = gold.filter(({ queries }) => queries.length > 0);
  if (measured.length === 0) return [];
  return [
    '### Queries of the subgraph over HTTP, one at a time',
    formatTable(
      ['query', 'million events', 'p50 ms', 'p90 ms', 'p99 ms'],
      measured.flatMap(({ events, queries }) =>
        queries.map(({ name, ms }) => [
          name,
          millions(events),
          formatNumber(percentile(ms, 0.5)),
          formatNumber(percentile(ms, 0.9)),
          formatNumber(percentile(ms, 0.99)),
        ]),
      ),
    ),
  ];
}

function reportFreshness({ ms }: FreshnessResult): string[] {
  const at = (share: number) => formatNumber(percentile(ms, share));
  return [
    "### From an event's answer at the gateway to a version of gold with it: the whole local stack",
    formatTable(
      ['events', 'p50 ms', 'p90 ms', 'most ms'],
      [[formatNumber(ms.length), at(0.5), at(0.9), at(1)]],
    ),
  ];
}

function reportScoring(scoring: readonly ScoringResult[]): string[] {
  return [
    '### Scoring: processor time of a rule that reads what a model told',
    formatTable(
      ['rule', 'events', 'µs an event'],
      scoring.map(({ what, events, usPerEvent }) => [what, formatNumber(events), formatNumber(usPerEvent)]),
    ),
  ];
}
