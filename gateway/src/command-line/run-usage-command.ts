import { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import { type Environment, parseConfig } from '@headgate/service/parse-config.ts';
import { redisConfig } from '../config/config.ts';
import type { UsageReport } from '../ports/operation-usage.ts';
import { judgeField } from '../usage/judge-field.ts';
import { openUsage } from '../usage/open-usage.ts';
import { drawTable } from './draw-table.ts';

export interface UsageCommand {
  /** The coordinate of a field or an argument; undefined for all that is used. */
  readonly field: string | undefined;
  readonly json: boolean;
}

export interface UsageCommandOptions {
  readonly env: Environment;
  readonly say: (line: string) => void;
  readonly now: () => number;
}

/** How long Redis may take to answer the first time, in milliseconds. */
const connectDeadlineMs = 10_000;

/**
 * Tells which operations, fields and clients are used, or whether one field is. Resolves with whether it may not be removed, as
 * far as anybody can tell.
 * @throws ConfigError, Error where there is no Redis
 */
export async function runUsageCommand(
  { field, json }: UsageCommand,
  { env, say, now }: UsageCommandOptions,
): Promise<boolean> {
  const config = parseConfig(redisConfig, env);
  const settings = readRedisSettings(config.redis);
  if (!settings) throw new Error('REDIS_URL: expected, since what is used is recorded in Redis');
  await using usage = openUsage({ ...settings, prefix: config.prefix, now });
  await usage.ready(connectDeadlineMs);
  const report = await usage.read();
  if (field === undefined) {
    say(json ? JSON.stringify(report, null, 2) : drawReport(report));
    return false;
  }
  const judgement = judgeField(field, report, await usage.readSchema());
  const { verdict, reason, operations } = judgement;
  if (json) say(JSON.stringify(judgement, null, 2));
  else {
    say(`${field}: ${verdict}. ${reason}`);
    if (operations.length > 0) say(`\n${drawOperations(operations)}`);
  }
  return verdict !== 'unused';
}

function drawReport(report: UsageReport): string {
  const { days, operations, fields, unseen } = report;
  if (days.length === 0) return 'Nothing has been recorded yet.';
  const rows = fields.map(({ coordinate, requests, operations: ids, lastDay }) => [
    coordinate,
    String(requests),
    String(ids.length),
    lastDay,
  ]);
  return [
    `${days[0]} to ${days.at(-1)}${unseen > 0 ? `; of ${unseen} requests nobody knows what they had` : ''}`,
    drawOperations(operations),
    drawTable(['field or argument', 'requests', 'operations', 'last'], rows),
  ].join('\n\n');
}

function drawOperations(operations: UsageReport['operations']): string {
  const rows = operations.map((each) => [
    each.name,
    each.type,
    each.id,
    String(each.requests),
    String(each.failed),
    String(each.refused),
    String(each.averageMs),
    each.p95Ms === undefined ? 'more' : String(each.p95Ms),
    each.lastDay,
    each.clients.map(({ name, version, requests }) => `${name} ${version} (${requests})`).join(', '),
  ]);
  const heads = [
    'operation',
    'type',
    'id',
    'requests',
    'failed',
    'refused',
    'mean ms',
    '95 % ms',
    'last',
    'clients',
  ];
  return drawTable(heads, rows);
}
