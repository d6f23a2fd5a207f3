import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const items = [
  { id: '1', name: 'one', parts: ['a', 'b', 'c'] },
  { id: '2', name: '', parts: [] },
];
const take = (all: readonly unknown[], first: number | null | undefined) =>
  all.slice(0, Math.max(0, first ?? 9));
interface Item {
  readonly id: string;
  readonly name: string;
  readonly parts: readonly string[];
}

/** One field with many sets of arguments, on entities of two subgraphs that lead to each other. */
export const aliasedArguments: Scenario = {
  subgraphs: [
    {
      name: 'items',
      typeDefs: `
        type Query { items(first: Int): [Item] item(id: ID = "1"): Item }
        type Item @key(fields: "id") { id: ID! name(upper: Boolean, times: Int! = 1): String parts(first: Int = 2): [Part] }
        type Part { text(suffix: String = ""): String }`,
      resolvers: {
        Query: {
          items: (_: unknown, { first }: { first?: number | null }) => take(items, first),
          item: (_: unknown, { id }: { id: string | null }) => findRecord(items, 'id')({ id }),
        },
        Item: {
          __resolveReference: findRecord(items, 'id'),
          name: ({ name }: Item, { upper, times }: { upper?: boolean | null; times: number }) =>
            (upper ? name.toUpperCase() : name).repeat(Math.max(0, times)),
          parts: ({ parts }: Item, { first }: { first: number | null }) => take(parts, first),
        },
        Part: { text: (part: string, { suffix }: { suffix: string | null }) => part + suffix },
      },
    },
    {
      name: 'links',
      typeDefs: `type Item @key(fields: "id") { id: ID! similar(first: Int, to: [ID!]): [Item] score(by: String): String }`,
      resolvers: {
        Item: {
          __resolveReference: findRecord(items, 'id'),
          similar: (_: Item, { first, to }: { first?: number | null; to?: string[] | null }) =>
            take(to ? items.filter(({ id }) => to.includes(id)) : items, first),
          score: ({ id }: Item, { by }: { by?: string | null }) => `${id} by ${by}`,
        },
      },
    },
  ],
};
