import type { RedisClient } from './redis-client.ts';

/** Before every key of the gateways' caches, unless they are told otherwise. */
export const defaultPrefix = 'headgate:';

/** About as many entries as are kept in the stream: nobody is ever that far behind and still trusted. */
const maxEntries = 10_000;

/** The name of the Redis stream that gateways follow: field `tags`, a JSON list of what has become invalid. */
export const invalidationStreamOf = (prefix: string): string => `${prefix}invalidations`;

/** Tells all gateways that what they have under the tags is no longer valid. */
export async function addInvalidation(
  client: RedisClient,
  {
    prefix = defaultPrefix,
    tags,
  }: { readonly prefix?: string | undefined; readonly tags: readonly string[] },
): Promise<void> {
  const stream = invalidationStreamOf(prefix);
  await client.xadd(stream, 'MAXLEN', '~', maxEntries, '*', 'tags', JSON.stringify(tags));
}
