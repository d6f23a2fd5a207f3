import { setImmediate as nextTurn } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { headgate } from '../contenders/contenders.ts';
import { startTestbed } from '../testbed/start-testbed.ts';

export interface InvalidationOptions {
  readonly redisUrl: string;
  readonly rounds: number;
  readonly onProgress: (text: string) => void;
}

export interface InvalidationResult {
  readonly keys: number;
  readonly tagged: number;
  /** From the request of `POST /invalidation` to its answer, by round. */
  readonly tookMs: readonly number[];
  /** The longest that another client of Redis waited for an answer meanwhile, by round. */
  readonly waitedMs: readonly number[];
}

const keys = 1_000_000;
const tagged = 10_000;
const perCommand = 10_000;
const prefix = 'invalidation:';
const sharedKey = 'for this benchmark alone';

// Keys and values as a gateway writes them; the first argument names the tag, the others the first and the last number.
const fill = `
local value = string.rep('x', 400)
for number = ARGV[1], ARGV[2] do
  local key = ARGV[3] .. 'response:' .. redis.sha1hex(number)
  redis.call('SET', key, value, 'PX', 3600000)
  redis.call('ZADD', KEYS[1], 'GT', ARGV[4] + number, key)
end`;

/** Measures how long it takes to invalidate a tag of 10,000 keys among a million. */
export async function measureInvalidation(options: InvalidationOptions): Promise<InvalidationResult> {
  const { redisUrl, rounds, onProgress } = options;
  const [redis, bystander] = [new Redis(redisUrl), new Redis(redisUrl)];
  using _ = { [Symbol.dispose]: () => [redis, bystander].map((client) => client.disconnect()) };
  await using testbed = await startTestbed({
    contenders: [
      { ...headgate, env: { REDIS_URL: redisUrl, CACHE_PREFIX: prefix, INVALIDATION_KEY: sharedKey } },
    ],
    subgraphs: 'scaling',
  });
  const url = new URL('/invalidation', testbed.contenders[0]?.url);
  for (let first = tagged; first < keys; first += perCommand) {
    if (first % 100_000 < perCommand) onProgress(`invalidation: ${first.toLocaleString('en')} keys`);
    await addKeys(redis, `${prefix}tag:{other}`, [first, first + perCommand - 1]);
  }
  const tookMs: number[] = [];
  const waitedMs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    onProgress(`invalidation: ${round ? `round ${round} of ${rounds}` : 'warming up'}`);
    // Each round has a type of its own: what gateways hear of the one before must not help.
    const type = `Item${round}`;
    await addKeys(redis, `${prefix}tag:{type:${type}}`, [0, tagged - 1]);
    const watching = watchWaits(bystander);
    const startedMs = performance.now();
    const count = await invalidate(url, type);
    const took = performance.now() - startedMs;
    const waited = await watching.stop();
    if (count !== tagged) throw new Error(`${count} of ${tagged} keys were removed`);
    if (!round) continue;
    tookMs.push(took);
    waitedMs.push(waited);
  }
  return { keys, tagged, tookMs, waitedMs };
}

async function addKeys(
  redis: Redis,
  tagSet: string,
  [first, last]: readonly [number, number],
): Promise<void> {
  await redis.eval(fill, 1, tagSet, first, last, prefix, Date.now() + 3_600_000);
}

/** Tells how many values were removed. */
async function invalidate(url: URL, type: string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: sharedKey, 'content-type': 'application/json' },
    body: JSON.stringify([{ kind: 'type', subgraph: 'items', type }]),
  });
  const { count = 0 } = (await response.json()) as { readonly count?: number };
  return count;
}

/** Asks Redis again and again, and tells in the end which answer took longest. */
function watchWaits(redis: Redis) {
  let isOver = false;
  let longestMs = 0;
  const watching = (async () => {
    while (!isOver) {
      const askedMs = performance.now();
      await redis.ping();
      longestMs = Math.max(longestMs, performance.now() - askedMs);
      await nextTurn();
    }
  })();
  return {
    async stop(): Promise<number> {
      isOver = true;
      await watching;
      return longestMs;
    },
  };
}
