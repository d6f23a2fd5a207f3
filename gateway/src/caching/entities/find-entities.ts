import type { EntitiesFound, EntitiesWanted, KeepableReply, RootFound } from '../../ports/subgraph-cache.ts';
import { readCacheTags, readEntityTags } from '../invalidation/tags.ts';
import type { AnsweredEntry, SubgraphEntries } from './create-subgraph-entries.ts';
import type { NamedEntry, NameEntries } from './name-entries.ts';

export interface FindOptions {
  readonly entries: SubgraphEntries;
  readonly names: NameEntries;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Looks up all entities of a request to a subgraph at once. */
export async function findEntities(
  parts: readonly EntitiesWanted[],
  { entries, names, now }: FindOptions,
): Promise<EntitiesFound> {
  const startedMs = now();
  const named = new Map<string, NamedEntry>();

  function nameOnce(text: string, representation: string): NamedEntry {
    const key = `${text} ${representation}`;
    const entry = named.get(key) ?? names.entity(text, representation);
    named.set(key, entry);
    return entry;
  }

  const wanted = parts.map(({ text, representations }) =>
    representations.map((representation) => nameOnce(text, representation)),
  );
  const found = await entries.find(new Set(named.values()));
  return {
    entities: wanted.map((part) => part.map((entry) => found.get(entry)?.data)),
    keep(reply, asked) {
      const lists = new Map(asked.map(({ alias }) => [alias, reply.entitiesOf(alias)]));
      const hasErrors = findFaults(reply, (alias) => lists.get(alias) !== undefined);
      const answers = asked.flatMap(({ text, representations, alias }): readonly AnsweredEntry[] => {
        const entities = lists.get(alias);
        if (entities?.length !== representations.length) return [];
        return representations.map((representation, position) => ({
          entry: nameOnce(text, representation),
          data: entities[position],
          hasErrors: hasErrors(alias, position),
          cacheTags: readEntityTags(reply.extensions, asked.length === 1 ? position : undefined),
        }));
      });
      entries.keep(answers, reply.headers, startedMs);
    },
  };
}

/** Looks up the root fields of a fetch. */
export async function findRoot(text: string, { entries, names, now }: FindOptions): Promise<RootFound> {
  const startedMs = now();
  const entry = names.root(text);
  const found = await entries.find(new Set([entry]));
  return {
    data: found.get(entry)?.data,
    keep({ data, errors, headers, extensions }) {
      const answer = { entry, data, hasErrors: errors.length > 0, cacheTags: readCacheTags(extensions) };
      entries.keep([answer], headers, startedMs);
    },
  };
}

/** Tells which entities have errors: those that errors are at, and all when it cannot be told where an error is. */
function findFaults(
  { errors }: KeepableReply,
  isList: (alias: string) => boolean,
): (alias: string, position: number) => boolean {
  const places = new Set<string>();
  for (const { path: [alias, position] = [] } of errors) {
    if (typeof alias !== 'string' || !isList(alias) || typeof position !== 'number') return () => true;
    places.add(`${alias} ${position}`);
  }
  return (alias, position) => places.has(`${alias} ${position}`);
}
