import { type SubgraphContext, type SubgraphOptions, serveSubgraph } from './serve-subgraph.ts';

const products = [
  { id: '1', name: 'Table', price: 120, cost: 70 },
  { id: '2', name: 'Chair', price: 45, cost: 20 },
];

const productResolvers = {
  Query: {
    products: () => products,
    header: (_: unknown, { name }: { readonly name: string }, { headers }: SubgraphContext) => headers[name],
  },
  Subscription: {
    priceChanged: {
      async *subscribe() {
        for (const product of products) yield { priceChanged: { ...product, price: product.price - 5 } };
      },
    },
  },
};

const reviewResolvers = {
  Product: { __resolveReference: ({ id }: { readonly id: string }) => ({ id, stars: id === '1' ? 5 : 4 }) },
};

/** Starts both subgraphs; without ports, on free ones. */
export async function startSubgraphs({
  ports = [0, 0],
  accepts,
  edit,
}: {
  readonly ports?: readonly [products: number, reviews: number];
  readonly accepts?: SubgraphOptions['accepts'];
  readonly edit?: SubgraphOptions['edit'];
} = {}) {
  const stack = new AsyncDisposableStack();
  const { url: productsUrl } = stack.use(
    await serveSubgraph({ name: 'products', resolvers: productResolvers, port: ports[0], accepts, edit }),
  );
  const { url: reviewsUrl } = stack.use(
    await serveSubgraph({ name: 'reviews', resolvers: reviewResolvers, port: ports[1], accepts, edit }),
  );
  return { productsUrl, reviewsUrl, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
