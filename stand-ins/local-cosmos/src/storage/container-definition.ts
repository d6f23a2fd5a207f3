import { z } from 'zod';
import { checkShape } from '../check-shape.ts';
import { badRequest, unsupported } from '../cosmos-error.ts';
import { parseQuery } from '../query/parse-query.ts';
import { jsonPath } from './json-path.ts';
import { parsePath } from './partition-key.ts';
import { checkResourceId } from './resource-names.ts';

const path = z.string().startsWith('/');
const indexedPath = z.looseObject({ path });

const indexingPolicySchema = z.looseObject({
  indexingMode: z.string().toLowerCase().default('consistent'),
  automatic: z.boolean().default(true),
  includedPaths: z.array(indexedPath).default([{ path: '/*' }]),
  excludedPaths: z.array(indexedPath).default([]),
  compositeIndexes: z
    .array(z.array(z.looseObject({ path, order: z.enum(['ascending', 'descending']).default('ascending') })))
    .default([]),
});

const definitionSchema = z.object({
  partitionKey: z
    .object({
      paths: z.array(path.refine((value) => parsePath(value).length > 0)).min(1),
      kind: z.enum(['Hash', 'MultiHash']).default('Hash'),
    })
    .refine(({ paths, kind }) => paths.length <= (kind === 'Hash' ? 1 : 3), 'has too many paths for its kind')
    .transform((key) => ({ ...key, version: 2 })),
  indexingPolicy: indexingPolicySchema.prefault({}),
  uniqueKeyPolicy: z
    .object({ uniqueKeys: z.array(z.object({ paths: z.array(path).min(1) })).default([]) })
    .prefault({}),
  defaultTtl: z
    .int()
    .max(2147483647)
    .refine((value) => value === -1 || value > 0, 'has to be -1 or a positive integer')
    .nullish(),
});

/** Which paths are indexed, and which several of them together. */
export type IndexingPolicy = z.infer<typeof indexingPolicySchema>;

/**
 * What a client says of a container.
 *
 * @see https://learn.microsoft.com/rest/api/cosmos-db/create-a-collection
 */
export interface ContainerDefinition {
  id: string;
  partitionKey: { paths: string[]; kind: 'Hash' | 'MultiHash'; version: number };
  indexingPolicy: IndexingPolicy;
  uniqueKeyPolicy: { uniqueKeys: { paths: string[] }[] };
  /** Seconds; -1 for expiry by the documents' own `ttl` alone; absent for none at all. */
  defaultTtl?: number;
  /** Properties that queries can name though no document has them. */
  computedProperties?: { name: string; query: string }[] | undefined;
}

/** What would change the meaning of queries or documents, so that leaving it out would be a wrong answer. */
const unsupportedPolicies = ['clientEncryptionPolicy', 'materializedViewDefinition', 'dataMaskingPolicy'];

/** What says how the service stores or finds documents; kept as it came, for queries do without. */
const keptPolicies = z.object({
  analyticalStorageTtl: z.int().optional(),
  changeFeedPolicy: z.looseObject({ retentionDuration: z.int().min(0).optional() }).optional(),
  computedProperties: z
    .array(z.object({ name: z.string().min(1), query: z.string() }))
    .max(20)
    .optional(),
  conflictResolutionPolicy: z.looseObject({}).optional(),
  fullTextPolicy: z.looseObject({}).optional(),
  geospatialConfig: z.looseObject({}).optional(),
  vectorEmbeddingPolicy: z.looseObject({}).optional(),
});

const etagPath = '/"_etag"/?';

/**
 * Checks a container's definition and fills in what was left out; `current` is what it replaces.
 *
 * @throws BadRequest
 */
export function parseContainerDefinition(body: unknown, current?: ContainerDefinition): ContainerDefinition {
  const id = checkResourceId(body);
  for (const name of unsupportedPolicies)
    if (Object.hasOwn(body as object, name)) throw unsupported(`A container with '${name}'`);
  const kept = checkShape(keptPolicies, body);
  const { partitionKey, indexingPolicy, uniqueKeyPolicy, defaultTtl } = checkShape(definitionSchema, body);
  for (const unique of uniqueKeyPolicy.uniqueKeys.flatMap(({ paths }) => paths))
    if (jsonPath(parsePath(unique)) === undefined)
      throw badRequest(`The unique key path '${unique}' could not be accepted.`);
  if (current && !isSame(partitionKey.paths, current.partitionKey.paths))
    throw badRequest('Document collection partition key cannot be changed.');
  if (current && !isSame(uniqueKeyPolicy, current.uniqueKeyPolicy))
    throw badRequest('The unique key policy of a container cannot be changed.');
  for (const { query } of kept.computedProperties ?? []) parseQuery(query);
  if (!indexingPolicy.excludedPaths.some((excluded) => excluded.path === etagPath))
    indexingPolicy.excludedPaths.push({ path: etagPath });
  return {
    id,
    indexingPolicy,
    partitionKey,
    uniqueKeyPolicy,
    ...(typeof defaultTtl === 'number' && { defaultTtl }),
    ...kept,
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
