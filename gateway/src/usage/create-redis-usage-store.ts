import type { RedisClient } from '@headgate/redis/redis-client.ts';
import { other, type UsageRow, writeRow } from './usage-row.ts';
import { keptDays, type UsageDay, type UsageStore } from './usage-store.ts';

/** How much of a day is kept in all gateways together; what comes later is counted as one. */
export interface UsageBounds {
  readonly maxRows: number;
  readonly maxFields: number;
  readonly maxOperations: number;
}

const defaultBounds: UsageBounds = { maxRows: 2_000, maxFields: 20_000, maxOperations: 500 };

const ttlSeconds = (keptDays + 1) * 86_400;

/** What travels in one command at most. */
const perCommand = 500;

// Each value is a list of numbers; they are added one by one. One key, so that it runs on a cluster too.
const addScript = `
local max, other = tonumber(ARGV[1]), ARGV[3]
local size = redis.call('HLEN', KEYS[1])
for at = 4, #ARGV, 2 do
  local field, held = ARGV[at], redis.call('HGET', KEYS[1], ARGV[at])
  if not held and size >= max then
    field = other
    held = redis.call('HGET', KEYS[1], other)
  end
  if held then
    local sums, read = {}, string.gmatch(held, '[^,]+')
    for number in string.gmatch(ARGV[at + 1], '[^,]+') do
      sums[#sums + 1] = string.format('%.0f', tonumber(number) + tonumber(read() or 0))
    end
    redis.call('HSET', KEYS[1], field, table.concat(sums, ','))
  else
    redis.call('HSET', KEYS[1], field, ARGV[at + 1])
    size = size + 1
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[2])`;

const keepScript = `
local size = redis.call('HLEN', KEYS[1])
for at = 3, #ARGV, 2 do
  local isKept = redis.call('HEXISTS', KEYS[1], ARGV[at]) == 1
  if isKept or size < tonumber(ARGV[1]) then size = size + redis.call('HSET', KEYS[1], ARGV[at], ARGV[at + 1]) end
end
redis.call('EXPIRE', KEYS[1], ARGV[2])`;

const otherRow: UsageRow = { id: other, type: other, name: other, clientName: other, clientVersion: other };

/** Keeps what is used in Redis: three hashes a day, which expire by themselves. */
export function createRedisUsageStore(
  client: RedisClient,
  prefix: string,
  bounds: UsageBounds = defaultBounds,
): UsageStore {
  const keyOf = (day: string, what: string) => `${prefix}usage:${day}:${what}`;

  async function run(
    script: string,
    key: string,
    head: readonly (string | number)[],
    pairs: readonly (readonly [string, string])[],
  ): Promise<void> {
    for (let from = 0; from < pairs.length; from += perCommand)
      await client.eval(script, 1, key, ...head, ...pairs.slice(from, from + perCommand).flat());
  }

  return {
    async add(day, { operations, fields, coordinates }) {
      const rows = [...operations].map(([row, all]) => [row, all.map(Math.round).join()] as const);
      await run(addScript, keyOf(day, 'operations'), [bounds.maxRows, ttlSeconds, writeRow(otherRow)], rows);
      const counts = [...fields].map(([name, count]) => [name, String(Math.round(count))] as const);
      await run(addScript, keyOf(day, 'fields'), [bounds.maxFields, ttlSeconds, other], counts);
      const lists = [...coordinates].map(([id, names]) => [id, names.join(' ')] as const);
      await run(keepScript, keyOf(day, 'coordinates'), [bounds.maxOperations, ttlSeconds], lists);
    },
    async keepSchema(coordinates) {
      await client.set(`${prefix}usage:schema`, coordinates.join(' '), 'EX', ttlSeconds);
    },
    async readSchema() {
      const text = await client.get(`${prefix}usage:schema`);
      return text === null ? undefined : new Set(text.split(' '));
    },
    async read(days) {
      const read = await Promise.all(
        days.map(async (day): Promise<UsageDay> => {
          const [operations, fields, coordinates] = await Promise.all(
            ['operations', 'fields', 'coordinates'].map((what) => client.hgetall(keyOf(day, what))),
          );
          return {
            day,
            operations: mapValues(operations, (text) => text.split(',').map(Number)),
            fields: mapValues(fields, Number),
            coordinates: mapValues(coordinates, (text) => (text === '' ? [] : text.split(' '))),
          };
        }),
      );
      return read.filter(({ operations }) => operations.size > 0);
    },
  };
}

function mapValues<Value>(
  hash: Readonly<Record<string, string>> = {},
  read: (text: string) => Value,
): ReadonlyMap<string, Value> {
  return new Map(Object.entries(hash).map(([field, text]) => [field, read(text)]));
}
