import type { Subgraph } from './subgraph.ts';

interface ItemsArguments {
  readonly count: number;
  readonly bytes: number;
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external"])';

/** Creates two subgraphs whose lists are as long, and whose texts are as large, as the query asks for. */
export function createScalingSubgraphs(): readonly Subgraph[] {
  return [
    {
      name: 'items',
      typeDefs: `${link}
        type Query { items(count: Int!, bytes: Int!): [Item!]! }
        type Item @key(fields: "id") { id: ID!, text: String! }`,
      resolvers: {
        Query: {
          items: (_, { count, bytes }: ItemsArguments) => {
            const text = 'x'.repeat(bytes);
            return Array.from({ length: count }, (_, index) => ({ id: String(index), text }));
          },
        },
      },
    },
    {
      name: 'prices',
      typeDefs: `${link}
        type Item @key(fields: "id") { id: ID! @external, price: Int! }`,
      resolvers: {
        Item: { price: ({ id }: { readonly id: string }) => Number(id) % 1000 },
      },
    },
  ];
}
