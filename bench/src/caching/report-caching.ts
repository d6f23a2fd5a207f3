import { median, summarise } from '../measure/summarise.ts';
import { formatMebibytes, formatNumber, formatShare } from '../report/format-quantity.ts';
import { formatTable } from '../report/format-table.ts';
import { judgeTarget } from '../report/judge-target.ts';
import { type CachingTarget, cachingTargets } from './caching-targets.ts';
import type { CachingResults } from './measure-caching.ts';
import type { EntityResult } from './measure-entities.ts';
import type { HitResult } from './measure-hits.ts';
import type { InvalidationResult } from './measure-invalidation.ts';

/** Writes out, as Markdown, what kept answers cost, and how that stands to the targets. */
export function reportCaching(results: CachingResults): string {
  const { large, small, entities, invalidation } = results;
  const sections: string[] = [];
  if (large) {
    sections.push(
      `### The public benchmark's operation, an answer of 87 KB, identical requests (50 connections)\n\n${reportHits(large)}`,
    );
  }
  if (small) {
    sections.push(
      `### An answer of 1 KB to a GET by the hash of its operation (50 connections)\n\n${reportHits(small)}`,
    );
  }
  if (entities || invalidation) {
    const rows = [...describeEntities(entities), ...describeInvalidation(invalidation)];
    sections.push(`### Entities and invalidation\n\n${formatTable(['', 'measured'], rows)}`);
  }
  const reached = cachingTargets.flatMap((target) => reportTarget(target, results));
  if (reached.length) {
    sections.push(
      `### Targets\n\n${formatTable(['Headgate', 'must reach', 'aim', 'measured', ''], reached)}`,
    );
  }
  sections.push(
    'Redis has a process of its own, whose processor time is not counted. Whoever is to answer from a cache has asked no subgraph while it was measured.',
  );
  return sections.join('\n\n');
}

/** The first contender is what the others are set against. */
function reportHits({ contenders, rounds }: HitResult): string {
  const [against] = contenders;
  const base = summarise(rounds.get(against?.name ?? '') ?? []);
  return formatTable(
    ['', 'CPU ms/request', 'of the first', 'requests/s', 'p50 ms', 'p99 ms', 'memory MiB'],
    contenders.map(({ name, title }) => {
      const own = summarise(rounds.get(name) ?? []);
      return [
        title,
        formatNumber(own.cpuMs),
        formatShare(own.cpuMs / base.cpuMs),
        formatNumber(own.requestsPerSecond),
        formatNumber(own.p50Ms),
        formatNumber(own.p99Ms),
        formatMebibytes(own.residentBytes),
      ];
    }),
  );
}

function describeEntities(result: EntityResult | undefined): readonly (readonly string[])[] {
  if (!result) return [];
  return [
    [
      `Entities asked for, of ${formatNumber(result.asked)} of which ${result.kept} are kept`,
      formatNumber(result.requested),
    ],
  ];
}

function describeInvalidation(result: InvalidationResult | undefined): readonly (readonly string[])[] {
  if (!result) return [];
  const { keys, tagged, tookMs, waitedMs } = result;
  return [
    [
      `A tag of ${tagged.toLocaleString('en')} keys among ${keys.toLocaleString('en')} is invalidated over HTTP, ms`,
      formatNumber(median(tookMs)),
    ],
    ['The longest wait of another client of Redis meanwhile, ms', formatNumber(median(waitedMs))],
  ];
}

function reportTarget(target: CachingTarget, results: CachingResults): readonly (readonly string[])[] {
  const measured = target.read(results);
  if (Number.isNaN(measured)) return [];
  const format = target.unit === 'share' ? formatShare : formatNumber;
  return [
    [
      target.title,
      format(target.mustReach),
      format(target.aim),
      format(measured),
      judgeTarget(measured, target),
    ],
  ];
}
