import {
  defaultFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';
import type { TestSubgraph } from '../helpers/test-subgraph.ts';

/** Nulls in the place of values, the same in every subgraph and in the monolith. */
export interface ScatteredNulls {
  /** Where they are; 0 means nowhere. */
  seed: number;
  /** Lets the resolvers of a schema return them. */
  adapt(schema: GraphQLSchema): void;
}

/** About one value in so many is null. */
const rarity = 4;

/** Scatters nulls over the fields that no key and no input of another field is made of: those are as the records say. */
export function scatterNulls(subgraphs: readonly TestSubgraph[]): ScatteredNulls {
  const fixed = new Set(subgraphs.flatMap(({ typeDefs }) => listFieldSetNames(typeDefs)));
  // The monolith has no such types, and so no nulls in them.
  const hidden = new Set(subgraphs.flatMap(({ typeDefs }) => listInaccessibleTypes(typeDefs)));

  const nulls: ScatteredNulls = {
    seed: 0,
    adapt(schema) {
      for (const type of Object.values(schema.getTypeMap())) {
        if (!isObjectType(type) || isIntrospectionType(type) || hidden.has(type.name)) continue;
        if (type === schema.getMutationType()) continue;
        for (const [name, field] of Object.entries(type.getFields())) {
          if (fixed.has(name) || name.startsWith('_')) continue;
          // What no subgraph can resolve is an error, and not null.
          const inner = getNamedType(field.type);
          if (isAbstractType(inner) && schema.getPossibleTypes(inner).length === 0) continue;
          const { resolve = defaultFieldResolver } = field;
          field.resolve = (parent, ...others) => {
            // A record is the same one in every subgraph by its id.
            const id: unknown = (parent as { readonly id?: unknown } | undefined)?.id;
            return isNull(`${name} ${String(id)}`) ? null : resolve(parent, ...others);
          };
        }
      }
    },
  };

  function isNull(place: string): boolean {
    if (nulls.seed === 0) return false;
    let hash = nulls.seed;
    for (let index = 0; index < place.length; index++) {
      hash = Math.imul(hash ^ place.charCodeAt(index), 0x01000193);
    }
    return (hash >>> 8) % rarity === 0;
  }

  return nulls;
}

/** The names in the field sets of an SDL's directives. */
function listFieldSetNames(typeDefs: string): readonly string[] {
  return [...typeDefs.matchAll(/fields?: "([^"]*)"/g)].flatMap(([, set = '']) => set.match(/\w+/g) ?? []);
}

function listInaccessibleTypes(typeDefs: string): readonly string[] {
  return [...typeDefs.matchAll(/type (\w+)[^{]*@inaccessible/g)].map(([, name = '']) => name);
}
