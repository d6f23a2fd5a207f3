import { buildASTSchema, type DocumentNode, type GraphQLSchema, getArgumentValues } from 'graphql';
import { LRUCache } from 'lru-cache';
import { fillTagFormat } from '../invalidation/fill-tag-format.ts';
import { readTagFormats } from '../invalidation/read-tag-formats.ts';
import { readCacheHints } from '../policy/read-cache-hints.ts';
import { describeFetch, type FetchDescription } from './describe-fetch.ts';

/** What a cache has to know of a supergraph. */
export interface SupergraphStudy {
  /** Describes an operation for a subgraph. */
  describe(text: string): FetchDescription;
  /** The tags that `@cacheTag` gives an entity. */
  tagsOfEntity(subgraph: string, representation: Readonly<Record<string, unknown>>): readonly string[];
  /** The tags that `@cacheTag` gives the root fields of a fetch. */
  tagsOfRoot(
    subgraph: string,
    fetch: FetchDescription,
    variables: Readonly<Record<string, unknown>>,
  ): readonly string[];
}

export interface StudySupergraphOptions {
  /** The names of subgraphs by the values of `join__Graph`. */
  readonly readGraphNames: (document: DocumentNode) => ReadonlyMap<string, string>;
}

const rememberedFetches = 10_000;

/** Studies a supergraph. */
export function studySupergraph(
  document: DocumentNode,
  { readGraphNames }: StudySupergraphOptions,
): SupergraphStudy {
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const hints = readCacheHints(document);
  const formats = readTagFormats(document, readGraphNames(document));
  const fetches = new LRUCache<string, FetchDescription>({ max: rememberedFetches });

  return {
    describe(text) {
      const known = fetches.get(text) ?? describeFetch(text, { schema, hints });
      fetches.set(text, known);
      return known;
    },
    tagsOfEntity(subgraph, representation) {
      return fillAll(formats(subgraph, String(representation['__typename'])), { key: representation });
    },
    tagsOfRoot(subgraph, { rootFields }, variables) {
      const queryType = schema.getQueryType();
      return rootFields.flatMap((node) => {
        const own = formats(subgraph, `${queryType?.name}.${node.name.value}`);
        return own.length === 0 ? [] : fillAll(own, { args: readArguments(schema, node, variables) });
      });
    },
  };
}

function fillAll(formats: readonly string[], values: Parameters<typeof fillTagFormat>[1]): readonly string[] {
  return formats.flatMap((format) => fillTagFormat(format, values) ?? []);
}

function readArguments(
  schema: GraphQLSchema,
  node: Parameters<typeof getArgumentValues>[1],
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const field = schema.getQueryType()?.getFields()[node.name.value];
  try {
    return field ? getArgumentValues(field, node, variables) : {};
  } catch {
    // What the subgraph refuses is not kept.
    return {};
  }
}
