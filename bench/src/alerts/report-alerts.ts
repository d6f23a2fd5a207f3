import { formatMebibytes, formatNumber } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import type { Delivery, DeliveryResult } from './delivery/measure-delivery.ts';
import type { EvaluationResult } from './evaluation/measure-evaluation.ts';
import type { AlertResults } from './measure-alerts.ts';

/** Tables of what was measured of the alert pipeline, beside what must be reached. */
export function reportAlerts({ delivery, evaluation }: AlertResults): string {
  return [
    ...(delivery ? reportDelivery(delivery) : []),
    ...(evaluation ? reportEvaluation(evaluation) : []),
  ].join('\n\n');
}

/** The way of an event, hop by hop. */
const hops: readonly (readonly [what: string, readMs: (delivery: Delivery) => number])[] = [
  ['client to activity subgraph: gateway', ({ sentAt, recordedAt }) => recordedAt - sentAt],
  [
    'to evaluation: write, change feed, read of state and rules',
    ({ recordedAt, evaluatedAt }) => evaluatedAt - recordedAt,
  ],
  [
    'to Redis: transaction, change feed, publish',
    ({ evaluatedAt, publishedAt }) => publishedAt - evaluatedAt,
  ],
  [
    "to the client's socket: alerts subgraph, gateway with two more fetches",
    ({ publishedAt, receivedAt }) => receivedAt - publishedAt,
  ],
  ['all of it', ({ sentAt, receivedAt }) => receivedAt - sentAt],
];

function reportDelivery(result: DeliveryResult): string[] {
  const { deliveries, users, eventsPerSecond, missing, cpuMsPerEvent } = result;
  const read = (readMs: (delivery: Delivery) => number) => {
    const sorted = deliveries.map(readMs).sort((a, b) => a - b);
    return (share: number) => formatNumber(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  };
  const delay = read(({ answeredAt, receivedAt }) => receivedAt - answeredAt);
  const parts = Object.entries(cpuMsPerEvent).map(([part, cpuMs]) => `${part} ${formatNumber(cpuMs)}`);
  return [
    `### From an event's answer to its alert on a socket: ${users} users, ${eventsPerSecond} events a second, each an alert`,
    formatTable(
      ['what', 'measured', 'must'],
      [
        ['answer to message, ms, p50', delay(0.5), '150'],
        ['answer to message, ms, p99', delay(0.99), '500'],
        ['alerts missing', formatNumber(missing), '0'],
        ['alerts', formatNumber(deliveries.length), '–'],
      ],
    ),
    'Where the time goes, from the request on:',
    formatTable(
      ['hop', 'p50 ms', 'p90 ms', 'p99 ms'],
      hops.map(([what, readMs]) => {
        const at = read(readMs);
        return [what, at(0.5), at(0.9), at(0.99)];
      }),
    ),
    `The whole local stack, its clients included, on the same machine. CPU ms an event: ${parts.join(', ')}.`,
  ];
}

function reportEvaluation({ throughputs, memory }: EvaluationResult): string[] {
  const [first] = memory;
  const last = memory.at(-1);
  const growth = (quantity: 'heapBytes' | 'residentBytes') =>
    formatNumber((last?.[quantity] ?? Number.NaN) / (first?.[quantity] ?? Number.NaN));
  return [
    '### Evaluation alone: ten rules a user, one core, a store in memory',
    formatTable(
      [
        'events of a user in a page',
        'events/s',
        'must',
        'state reads a user and page',
        'transactions',
        'must',
      ],
      throughputs.map((each) => [
        formatNumber(each.eventsOfUser),
        formatNumber(each.eventsPerSecond),
        '20,000',
        formatNumber(each.loadsPerUserAndPage),
        formatNumber(each.commitsPerUserAndPage),
        '1',
      ]),
    ),
    '### Memory over 1,000,000 events, after garbage collection',
    formatTable(
      ['events', 'heap MiB', 'resident MiB'],
      memory.map(({ heapBytes, residentBytes }, index) => [
        formatNumber((index + 1) * 100_000),
        formatMebibytes(heapBytes),
        formatMebibytes(residentBytes),
      ]),
    ),
    `Last to first: heap ${growth('heapBytes')}, resident ${growth('residentBytes')}.`,
  ];
}
