import type { Intercept, SubgraphRequest } from '../serve-test-subgraph.ts';
import { startTestSupergraph, type TestSupergraph } from '../start-test-supergraph.ts';
import { extendAnswer } from './extend-answer.ts';

/** `Cache-Control` of the answers of each subgraph; none where undefined. Can be changed at any time. */
export interface CataloguePolicies {
  shop?: string | undefined;
  prices?: string | undefined;
  stock?: string | undefined;
  /** Runs before an answer. */
  intercept?: Intercept;
  /** The extensions of an answer. */
  extend?: (request: SubgraphRequest) => object | undefined;
}

export interface Catalogue extends TestSupergraph {
  /** The ids of the products that a subgraph was asked for since the last call, request by request. */
  takeAsked(subgraph: string): readonly (readonly string[])[];
}

/** Three subgraphs: `shop` lists products, `prices` and `stock` know more of each. `price` depends on who asks. */
export async function startCatalogue(policies: CataloguePolicies): Promise<Catalogue> {
  const supergraph = await startTestSupergraph({
    subgraphs: [
      {
        name: 'shop',
        typeDefs: `
          type Query {
            products(ids: [ID!]!): [Product!]!
            product(id: ID!): Product @cacheTag(format: "product-{$args.id}") @cacheTag(format: "products")
          }
          type Mutation { rename(id: ID!): Product }
          type Product @key(fields: "id") { id: ID!, name: String! }
        `,
        resolvers: {
          Query: {
            products: (_: never, { ids }: { ids: string[] }) =>
              ids.map((id) => ({ id, name: `Product ${id}` })),
            product: (_: never, { id }: { id: string }) => ({ id, name: `Product ${id}` }),
          },
          Mutation: { rename: (_: never, { id }: { id: string }) => ({ id, name: `Renamed ${id}` }) },
        },
      },
      {
        name: 'prices',
        typeDefs: `
          type Product @key(fields: "id") @cacheTag(format: "price-{$key.id}") {
            id: ID!
            price(currency: String): String
            oldPrice: Money
          }
          type Money { text: String }
        `,
        resolvers: {
          Product: {
            __resolveReference: ({ id }) => {
              if (id === 'missing') return null;
              return { id };
            },
            price: ({ id }: { id: string }, { currency = 'EUR' }: { currency?: string }, { headers }) => {
              if (id === 'broken') throw new Error('broken');
              return `${id} ${currency} for ${headers.authorization ?? headers['x-user'] ?? 'anybody'}`;
            },
            oldPrice: ({ id }: { id: string }) => ({ text: `old ${id}` }),
          },
        },
      },
      {
        name: 'stock',
        typeDefs: 'type Product @key(fields: "id") { id: ID!, inStock: Int }',
        resolvers: { Product: { __resolveReference: ({ id }) => ({ id, inStock: Number(id) || 0 }) } },
      },
    ],
    intercept: async (request, response) => {
      if (await policies.intercept?.(request, response)) return true;
      const policy = policies[request.subgraph as 'shop' | 'prices' | 'stock'];
      const extensions = policies.extend?.(request);
      if (extensions) extendAnswer(response, extensions);
      if (policy !== undefined) response.setHeader('cache-control', policy);
      return false;
    },
  });
  const seen = new Map<string, number>();
  return {
    ...supergraph,
    takeAsked(subgraph) {
      const requests = supergraph.requests.filter((request) => request.subgraph === subgraph);
      const fresh = requests.slice(seen.get(subgraph) ?? 0);
      seen.set(subgraph, requests.length);
      return fresh.map(({ variables }) =>
        Object.values(variables)
          .flat()
          .flatMap((value) => (isReference(value) ? [value.id] : [])),
      );
    },
  };
}

function isReference(value: unknown): value is { readonly id: string } {
  return typeof value === 'object' && value !== null && 'id' in value;
}
