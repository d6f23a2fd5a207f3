import type { AnsweredThing, SubgraphShelf } from './create-subgraph-shelf.ts';
import type { EntitiesFound, EntitiesWanted, RootFound, SubgraphReply } from './entity-cache.ts';
import type { NameThings, Thing } from './name-things.ts';
import { readCacheTags, readEntityTags } from './tags.ts';

export interface FindOptions {
  readonly shelf: SubgraphShelf;
  readonly things: NameThings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Looks up all entities of a request to a subgraph at once. */
export async function findEntities(
  parts: readonly EntitiesWanted[],
  { shelf, things, now }: FindOptions,
): Promise<EntitiesFound> {
  const startedMs = now();
  const named = new Map<string, Thing>();

  function nameOnce(text: string, representation: string): Thing {
    const key = `${text} ${representation}`;
    const thing = named.get(key) ?? things.entity(text, representation);
    named.set(key, thing);
    return thing;
  }

  const wanted = parts.map(({ text, representations }) =>
    representations.map((representation) => nameOnce(text, representation)),
  );
  const found = await shelf.find(new Set(named.values()));
  return {
    entities: wanted.map((part) => part.map((thing) => found.get(thing)?.data)),
    keep(reply, asked) {
      const hasErrors = findFaults(reply);
      const answers = asked.flatMap(({ text, representations, alias }): readonly AnsweredThing[] => {
        const entities = reply.data?.[alias];
        if (!Array.isArray(entities) || entities.length !== representations.length) return [];
        return representations.map((representation, position) => ({
          thing: nameOnce(text, representation),
          data: entities[position],
          hasErrors: hasErrors(alias, position),
          cacheTags: readEntityTags(reply.extensions, asked.length === 1 ? position : undefined),
        }));
      });
      shelf.keep(answers, reply.headers, startedMs);
    },
  };
}

/** Looks up the root fields of a fetch. */
export async function findRoot(text: string, { shelf, things, now }: FindOptions): Promise<RootFound> {
  const startedMs = now();
  const thing = things.root(text);
  const found = await shelf.find(new Set([thing]));
  return {
    data: found.get(thing)?.data,
    keep({ data, errors, headers, extensions }) {
      const answer = { thing, data, hasErrors: errors.length > 0, cacheTags: readCacheTags(extensions) };
      shelf.keep([answer], headers, startedMs);
    },
  };
}

/** Tells which entities have errors: those that errors are at, and all when it cannot be told where an error is. */
function findFaults({ errors, data }: SubgraphReply): (alias: string, position: number) => boolean {
  const places = new Set<string>();
  for (const { path: [alias, position] = [] } of errors) {
    const entities = typeof alias === 'string' ? data?.[alias] : undefined;
    if (!Array.isArray(entities) || typeof position !== 'number') return () => true;
    places.add(`${alias} ${position}`);
  }
  return (alias, position) => places.has(`${alias} ${position}`);
}
