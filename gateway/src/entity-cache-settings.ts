import { z } from 'zod';
import type { SubgraphCacheSettings } from './caching/entity-cache.ts';
import { headerName } from './header-name.ts';

const flag = z.boolean({ error: 'expected true or false' });

const seconds = z
  .number({ error: 'expected a whole number of seconds, at least 1' })
  .int({ error: 'expected a whole number of seconds, at least 1' })
  .min(1, { error: 'expected a whole number of seconds, at least 1' });

const ofSubgraph = z.strictObject({
  enabled: flag.optional(),
  maxTtlSeconds: seconds.optional(),
  privateIdHeader: headerName.optional(),
});

/** What a configuration file may say of the entity cache; docs/caching.md explains each. */
export const entityCacheSettings = z.strictObject({
  enabled: flag.default(false),
  maxTtlSeconds: seconds.optional(),
  debugger: flag.optional(),
  subgraphs: z.record(z.string(), ofSubgraph).default({}),
});

export type EntityCacheSettings = z.output<typeof entityCacheSettings>;

/** Whether anything is to be kept at all. */
export function usesEntityCache({ enabled, subgraphs }: EntityCacheSettings): boolean {
  return enabled || Object.values(subgraphs).some((own) => own.enabled);
}

/** Creates the lookup of what is to be kept of a subgraph; it gives undefined for nothing. */
export function createSettingsOf(
  settings: EntityCacheSettings,
): (subgraph: string) => SubgraphCacheSettings | undefined {
  const bySubgraph = new Map(Object.entries(settings.subgraphs));
  return (subgraph) => {
    const own = bySubgraph.get(subgraph);
    if (!(own?.enabled ?? settings.enabled)) return undefined;
    return { maxTtlSeconds: settings.maxTtlSeconds, ...own };
  };
}
