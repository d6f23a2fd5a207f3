import type { RedisClient } from '@headgate/redis/redis-client.ts';
import { type BudgetPolicy, type BudgetState, type Budgets, secondsUntil } from './budget.ts';

export interface RedisBudgetsOptions {
  readonly client: RedisClient;
  /** Before every key. */
  readonly prefix: string;
  /** How long an answer of Redis may take, in milliseconds. */
  readonly deadlineMs: number;
  /** Used while Redis does not answer. */
  readonly fallback: Budgets;
  /** Called when Redis has failed, or has not answered in time. */
  readonly onFailure: (problem: string) => void;
}

/** For how long Redis is not asked after it has not answered, in milliseconds: requests must not wait for it one by one. */
const pauseMs = 1_000;

// Redis' own clock, since those of gateways differ. What is taken may be less than nothing: that is given back.
const takeScript = `
local capacity, windowMs, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local bucket = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = tonumber(bucket[1] or capacity)
local at = tonumber(bucket[2] or now)
left = math.min(capacity, left + math.max(0, now - at) * capacity / windowMs)
local taken = 0
if cost <= left then
  left = math.min(capacity, left - cost)
  taken = 1
end
redis.call('HSET', KEYS[1], 'left', string.format('%.3f', left), 'at', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil((capacity - left) * windowMs / capacity) + 1000)
return { taken, string.format('%.3f', left) }`;

/**
 * Keeps buckets in Redis, where all gateways find them: one atomic script on one key for each request, so that it runs on
 * a cluster too. While Redis is away each gateway keeps its own.
 */
export function createRedisBudgets(options: RedisBudgetsOptions): Budgets {
  const { client, prefix, deadlineMs, fallback, onFailure } = options;
  client.defineCommand('takeFromBudget', { numberOfKeys: 1, lua: takeScript });
  const { takeFromBudget } = client as RedisClient & {
    takeFromBudget(key: string, capacity: number, windowMs: number, cost: number): Promise<[number, string]>;
  };
  let pausedUntilMs = 0;

  /** Undefined when Redis has not answered. */
  async function run(caller: string, cost: number, policy: BudgetPolicy) {
    if (performance.now() < pausedUntilMs) return undefined;
    try {
      const { capacity, windowSeconds } = policy;
      const asked = takeFromBudget.call(
        client,
        `${prefix}budget:${caller}`,
        capacity,
        windowSeconds * 1_000,
        cost,
      );
      return await withinDeadline(asked, deadlineMs);
    } catch (error) {
      pausedUntilMs = performance.now() + pauseMs;
      onFailure(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  return {
    async take(caller, cost, policy): Promise<BudgetState> {
      const answer = await run(caller, cost, policy);
      if (!answer) return fallback.take(caller, cost, policy);
      const isTaken = answer[0] === 1;
      const left = Number(answer[1]);
      return { isTaken, left, retryAfterSeconds: isTaken ? 0 : secondsUntil(cost, left, policy) };
    },
    giveBack(caller, cost, policy) {
      // What cannot be given back fills up again all the same.
      void run(caller, -cost, policy);
    },
  };
}

async function withinDeadline<Value>(promise: Promise<Value>, deadlineMs: number): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer within ${deadlineMs} ms`)), deadlineMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
