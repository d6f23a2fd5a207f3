import { hash } from 'node:crypto';
import { parseJson } from '../../values/parse-json.ts';
import { tagOfCacheTag, tagOfSubgraph, tagOfType } from '../invalidation/tags.ts';
import type { CacheDebugEntry } from './cache-debug-entry.ts';
import type { DataName } from './create-data-tier.ts';
import type { FetchDescription, PartDescription } from './describe-fetch.ts';
import type { SupergraphStudy } from './study-supergraph.ts';

/** One entry that is kept by itself: an entity, or all root fields of one fetch. */
export interface NamedEntry {
  readonly name: DataName;
  readonly part: PartDescription;
  /** More of it, which is known before the subgraph is asked, but not wanted of what is found. */
  describe(): ThingDescription;
}

export interface ThingDescription {
  /** What it can be invalidated by. */
  readonly tags: readonly string[];
  readonly isTagged: boolean;
  readonly kind: CacheDebugEntry['kind'];
  readonly request: CacheDebugEntry['subgraphRequest'];
}

export interface NameThingsOptions {
  readonly study: SupergraphStudy;
  readonly subgraph: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The values of headers that subgraphs see. */
  readonly varyingValues: readonly (string | undefined)[];
}

/** Names the named of one subgraph and one operation. */
export interface NameEntries {
  entity(text: string, representation: string): NamedEntry;
  root(text: string): NamedEntry;
}

export function createNameEntries(options: NameThingsOptions): NameEntries {
  const { study, subgraph, variables, varyingValues } = options;
  const questions = new Map<PartDescription, ReturnType<typeof ask>>();

  function ask(part: PartDescription) {
    const given = part.variables.filter((name) => Object.hasOwn(variables, name));
    // Assigning to a variable called `__proto__` would lose it.
    const used = Object.fromEntries(given.map((name) => [name, variables[name]]));
    return {
      used,
      question: `${subgraph} ${part.hash}`,
      asked: hash('sha256', JSON.stringify([part.hash, used, varyingValues]), 'base64url'),
    };
  }

  function askOnce(part: PartDescription): ReturnType<typeof ask> {
    const known = questions.get(part) ?? ask(part);
    questions.set(part, known);
    return known;
  }

  function listTags({ types }: PartDescription, cacheTags: readonly string[]): readonly string[] {
    return [
      tagOfSubgraph(subgraph),
      ...types.map(tagOfType),
      ...cacheTags.map((tag) => tagOfCacheTag(subgraph, tag)),
    ];
  }

  return {
    entity(text, representation) {
      const typename = readTypename(representation);
      const part = study.describe(text).ofEntity(typename);
      const { used, question, asked } = askOnce(part);
      const id = hash('sha256', representation, 'base64url');
      return {
        name: { key: `entity:${subgraph}:${typename}:${id}:${asked}`, question },
        part,
        describe() {
          const entityKey = parseJson(representation) as Readonly<Record<string, unknown>>;
          const cacheTags = study.tagsOfEntity(subgraph, entityKey);
          return {
            tags: listTags(part, cacheTags),
            isTagged: cacheTags.length > 0,
            kind: { typename, entityKey },
            request: { query: text, variables: { ...used, representations: [entityKey] } },
          };
        },
      };
    },
    root(text) {
      const fetch: FetchDescription = study.describe(text);
      const { used, question, asked } = askOnce(fetch.root);
      return {
        name: { key: `root:${subgraph}:${asked}`, question },
        part: fetch.root,
        describe() {
          const cacheTags = study.tagsOfRoot(subgraph, fetch, variables);
          return {
            tags: listTags(fetch.root, cacheTags),
            isTagged: cacheTags.length > 0,
            kind: { rootFields: fetch.rootFields.map(({ name }) => name.value) },
            request: { query: text, variables: used },
          };
        },
      };
    },
  };
}

/** Representations begin with the name of the type, as a rule. */
function readTypename(representation: string): string {
  const [, first] = /^\{"__typename":"(\w+)"/.exec(representation) ?? [];
  return first ?? String(JSON.parse(representation)['__typename']);
}
