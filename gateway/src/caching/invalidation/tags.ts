/** Everything that a subgraph had a part in. */
export const tagOfSubgraph = (subgraph: string): string => `subgraph:${subgraph}`;

/** Everything that selects fields of a type, whichever subgraph they come from. */
export const tagOfType = (type: string): string => `type:${type}`;

/** Everything that a subgraph gave this tag, in the extensions of its answers. */
export const tagOfCacheTag = (subgraph: string, tag: string): string => `tag:${subgraph}:${tag}`;

/**
 * Reads the tags that a subgraph gave its answer: `apolloCacheTags` for the whole of it, `apolloEntityCacheTags` for each
 * of its entities.
 */
export function readCacheTags(extensions: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const tags = [extensions?.['apolloCacheTags'], extensions?.['apolloEntityCacheTags']].flat(2);
  return tags.filter((tag) => typeof tag === 'string');
}

/**
 * Reads the tags that a subgraph gave one of its entities. An answer to several operations at once has several lists of
 * entities: `position` is undefined there, and each gets the tags of all.
 */
export function readEntityTags(
  extensions: Readonly<Record<string, unknown>> | undefined,
  position: number | undefined,
): readonly string[] {
  const byEntity = extensions?.['apolloEntityCacheTags'];
  if (position === undefined || !Array.isArray(byEntity)) return readCacheTags(extensions);
  return readCacheTags({ ...extensions, apolloEntityCacheTags: byEntity[position] });
}
