import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const products = [
  { upc: 'p1', sku: 's1', name: 'Table', stock: 4 },
  { upc: 'p2', sku: 's2', name: null, stock: 0 },
];
const sales = [
  { id: '1', product: products[0], discount: 10 },
  { id: '2', product: products[1], discount: null },
  { id: '3', product: null, discount: 0 },
];
const unresolvable = () => {
  throw new Error('An entity was asked by a key that does not resolve');
};

/** Subgraphs that only refer to an entity, and one that resolves it by its second key alone. */
export const unresolvableKeys: Scenario = {
  subgraphs: [
    {
      name: 'products',
      typeDefs: `
        type Query { products: [Product] }
        type Product @key(fields: "upc") @key(fields: "sku") { upc: ID! sku: ID! name: String }`,
      resolvers: {
        Query: { products: () => products },
        Product: {
          __resolveReference: (reference) =>
            findRecord(products, 'upc' in reference ? 'upc' : 'sku')(reference),
        },
      },
    },
    {
      name: 'sales',
      typeDefs: `
        type Query { sales: [Sale] }
        type Sale @key(fields: "id") { id: ID! product: Product discount: Int }
        type Product @key(fields: "upc", resolvable: false) { upc: ID! }`,
      resolvers: {
        Query: { sales: () => sales },
        // A deferred part of a sale asks for it again.
        Sale: { __resolveReference: findRecord(sales, 'id') },
        Product: { __resolveReference: unresolvable },
      },
    },
    {
      name: 'stock',
      typeDefs: `
        type Query { scarce: Product }
        type Product @key(fields: "upc", resolvable: false) @key(fields: "sku") {
          upc: ID! sku: ID! stock: Int name: String @external shelf: String @requires(fields: "name")
        }`,
      resolvers: {
        Query: { scarce: () => products[1] },
        Product: {
          __resolveReference: (reference) =>
            'sku' in reference ? findRecord(products, 'sku')(reference) : unresolvable(),
          shelf: ({ name }: { name: string | null }) => `shelf of ${name}`,
        },
      },
    },
  ],
};
