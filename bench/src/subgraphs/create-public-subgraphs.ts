import { readFileSync } from 'node:fs';
import type { Subgraph } from './subgraph.ts';

interface User {
  readonly id: string;
  readonly username: string;
}

interface Product {
  readonly upc: string;
  readonly price: number;
  readonly weight: number;
  readonly inStock: boolean;
}

interface Review {
  readonly id: string;
  readonly productUpc: string;
}

interface Data {
  readonly users: readonly User[];
  readonly products: readonly Product[];
  readonly reviews: readonly Review[];
}

/** Creates the four subgraphs of the public benchmark; its rules are in the note at the end of `data/data.json`. */
export function createPublicSubgraphs(dataFolder: URL): readonly Subgraph[] {
  const read = (name: string) => readFileSync(new URL(name, dataFolder), 'utf8');
  const { users, products, reviews } = JSON.parse(read('data.json')) as Data;
  const findUser = ({ id }: { readonly id: string }) => users.find((user) => user.id === id);
  const findProduct = ({ upc }: { readonly upc: string }) => products.find((product) => product.upc === upc);
  const [author] = users;

  return [
    {
      name: 'accounts',
      typeDefs: read('accounts.graphql'),
      resolvers: {
        Query: { me: () => author, user: (_, args) => findUser(args), users: () => users },
        User: { __resolveReference: findUser },
      },
    },
    {
      name: 'inventory',
      typeDefs: read('inventory.graphql'),
      resolvers: {
        Product: {
          __resolveReference: (reference: Product) => ({
            ...reference,
            inStock: findProduct(reference)?.inStock,
          }),
          shippingEstimate: ({ price, weight }: Partial<Product>) => {
            if (price == null || weight == null) return null;
            return price > 1000 ? 0 : Math.floor(weight / 2);
          },
        },
      },
    },
    {
      name: 'products',
      typeDefs: read('products.graphql'),
      resolvers: {
        Query: { topProducts: (_, { first }: { readonly first: number }) => products.slice(0, first) },
        Product: { __resolveReference: findProduct },
      },
    },
    {
      name: 'reviews',
      typeDefs: read('reviews.graphql'),
      resolvers: {
        Review: {
          __resolveReference: ({ id }: Review) => reviews.find((review) => review.id === id),
          author: () => author,
          product: ({ productUpc }: Review) => ({ upc: productUpc }),
        },
        User: { reviews: () => reviews.slice(0, 2) },
        Product: {
          reviews: ({ upc }: Product) => reviews.filter(({ productUpc }) => productUpc === upc),
        },
      },
    },
  ];
}
