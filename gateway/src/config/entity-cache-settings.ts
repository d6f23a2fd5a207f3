import { wholeNumber } from '@headgate/service/whole-number.ts';
import { z } from 'zod';
import type { SubgraphCacheSettings } from '../caching/entities/entity-cache.ts';
import { headerName } from './header-name.ts';

const flag = z.boolean({ error: 'expected true or false' });

const seconds = wholeNumber(1, { what: 'a whole number of seconds' });

const ofSubgraph = z.strictObject({
  enabled: flag.optional().describe('Whether it is kept. Default: as for all'),
  maxTtlSeconds: seconds.optional().describe('At most for so long, in seconds. Default: as for all'),
  privateIdHeader: headerName
    .optional()
    .describe('The header that tells whose private data it is. Default: who asks, by the access token'),
});

/** What a configuration file may say of the entity cache; docs/caching.md explains each. */
export const entityCacheSettings = z.strictObject({
  enabled: flag.default(false).describe('Whether what subgraphs answer is kept, where nothing else is said'),
  maxTtlSeconds: seconds.optional().describe('At most for so long, in seconds. Default: as subgraphs say'),
  debugger: flag.optional().describe('Whether clients may see what it does for them. Default: as sandbox'),
  subgraphs: z.record(z.string(), ofSubgraph).default({}).describe('What holds for one, by its name'),
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
