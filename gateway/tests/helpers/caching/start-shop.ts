import { startTestSupergraph, type TestSupergraph } from '../start-test-supergraph.ts';
import { extendAnswer } from './extend-answer.ts';

/** `Cache-Control` of the answers of each subgraph; none where undefined. Can be changed at any time. */
export interface ShopPolicies {
  shop?: string | undefined;
  prices?: string | undefined;
  /** What `prices` tags its entities with in the extensions of its answers. */
  tag?: string;
}

/** Two subgraphs, `shop` with products and `prices` with what they cost, that say how long their answers may be kept. */
export function startShop(policies: ShopPolicies): Promise<TestSupergraph> {
  return startTestSupergraph({
    subgraphs: [
      {
        name: 'shop',
        typeDefs: `
          type Query { products: [Product!]!, whoAmI: String, broken: String }
          type Mutation { sell(id: ID!): Boolean }
          type Product @key(fields: "id") { id: ID!, name: String! }
        `,
        resolvers: {
          Query: {
            products: () => [{ id: '1', name: 'Lamp' }],
            whoAmI: (_parent, _args, { headers }) => headers.authorization ?? null,
            broken: () => {
              throw new Error('broken');
            },
          },
          Mutation: { sell: () => true },
        },
      },
      {
        name: 'prices',
        typeDefs: 'type Product @key(fields: "id") { id: ID!, price: Int }',
        resolvers: { Product: { __resolveReference: () => ({ price: 5 }) } },
      },
    ],
    intercept: ({ subgraph }, response) => {
      if (subgraph === 'prices' && policies.tag)
        extendAnswer(response, { apolloEntityCacheTags: [[policies.tag]] });
      const policy = policies[subgraph as 'shop' | 'prices'];
      if (policy !== undefined) response.setHeader('cache-control', policy);
      return false;
    },
  });
}
