import type { RedisClient } from '@headgate/redis/redis-client.ts';

type Group = (names: readonly string[]) => readonly (readonly string[])[];

/** Reads and removes many values with a command for each group of them that are on one node. */
export function createGroupedCommands(client: RedisClient, group: Group) {
  async function readGroup(names: readonly string[]): Promise<readonly (Buffer | null)[]> {
    return names.length === 1 ? [await client.getBuffer(names[0] ?? '')] : client.mgetBuffer(...names);
  }

  return {
    async read(names: readonly string[]): Promise<readonly (Buffer | null | undefined)[]> {
      const groups = group(names);
      const values = await Promise.all(groups.map(readGroup));
      if (groups.length === 1) return values[0] ?? [];
      const found = new Map<string, Buffer | null | undefined>();
      for (const [at, part] of groups.entries()) {
        for (const [index, name] of part.entries()) found.set(name, values[at]?.[index]);
      }
      return names.map((name) => found.get(name));
    },
    /** Returns how many there were. */
    async unlink(keys: readonly string[]): Promise<number> {
      if (keys.length === 0) return 0;
      const counts = await Promise.all(group(keys).map((part) => client.unlink(...part)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}
