import type { RedisClient } from './redis-client.ts';

/** Id of the last entry of a stream; `0-0` for one that is empty, or is not there. */
export async function readStreamEnd(client: RedisClient, key: string): Promise<string> {
  const [last] = await client.xrevrange(key, '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}

/**
 * Whether a stream has nothing up to `position`, so that whoever waits for what comes after it may wait in vain: the stream
 * was deleted, or emptied, or is that of a Redis that has lost what it had.
 */
export async function isBeforePosition(client: RedisClient, key: string, position: string): Promise<boolean> {
  return isEarlier(await readStreamEnd(client, key), position);
}

/** Whether entries after `position` may have been trimmed away: the stream begins after it. */
export async function isBeyondPosition(client: RedisClient, key: string, position: string): Promise<boolean> {
  const [first] = await client.xrange(key, '-', '+', 'COUNT', 1);
  return first !== undefined && isEarlier(position, first[0]);
}

/** Whether an entry came before another: https://redis.io/docs/latest/develop/data-types/streams/#entry-ids */
export function isEarlier(id: string, other: string): boolean {
  const [time, sequence] = readId(id);
  const [otherTime, otherSequence] = readId(other);
  return time === otherTime ? sequence < otherSequence : time < otherTime;
}

/** Both parts have up to 64 bits. */
function readId(id: string): readonly [time: bigint, sequence: bigint] {
  const [time = '0', sequence = '0'] = id.split('-');
  return [BigInt(time), BigInt(sequence)];
}
