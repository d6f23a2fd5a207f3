import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const products = [
  { id: 'p1', price: 3 },
  { id: 'p2', price: null },
];
const lines = [
  { count: 2, product: products[0], notes: ['a', null] },
  { count: 0, product: products[1], notes: [] },
];
const orders = [
  { id: '1', lines },
  { id: '2', lines: [] },
  { id: '3', lines: null },
];
interface Order {
  readonly lines:
    | readonly ({ readonly count: number; readonly product: (typeof products)[0] | undefined } | null)[]
    | null;
}
const sumUp = ({ lines }: Order) =>
  (lines ?? []).reduce((sum, line) => sum + (line?.count ?? 0) * (line?.product?.price ?? 1), 0);

/** Inputs that are lists of objects, with entities of a third subgraph inside. */
export const requiresOnLists: Scenario = {
  subgraphs: [
    {
      name: 'orders',
      typeDefs: `
        type Query { orders: [Order] }
        type Order @key(fields: "id") { id: ID! lines: [Line] }
        type Line { count: Int product: Product notes: [String] }
        type Product @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { orders: () => orders },
        Order: { __resolveReference: findRecord(orders, 'id') },
        Product: { __resolveReference: findRecord(products, 'id') },
      },
    },
    {
      name: 'products',
      typeDefs: `type Product @key(fields: "id") { id: ID! price: Int }`,
      resolvers: { Product: { __resolveReference: findRecord(products, 'id') } },
    },
    {
      name: 'totals',
      typeDefs: `
        type Order @key(fields: "id") {
          id: ID!
          lines: [Line] @external
          total: Int @requires(fields: "lines { count product { price } }")
          remarks: [String] @requires(fields: "lines { notes }")
        }
        type Line { count: Int @external product: Product @external notes: [String] @external }
        type Product @key(fields: "id") { id: ID! price: Int @external }`,
      resolvers: {
        Order: {
          __resolveReference: (reference) => reference,
          total: sumUp,
          remarks: ({ lines }: { lines: { notes: string[] }[] | null }) =>
            lines?.flatMap(({ notes }) => notes),
        },
        Product: { __resolveReference: (reference) => reference },
      },
    },
  ],
};
