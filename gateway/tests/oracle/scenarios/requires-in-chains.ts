import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const items = [
  { id: '1', cost: 10 },
  { id: '2', cost: 0 },
  { id: '3', cost: null },
];
const taxOf = (cost: number | null) => (cost === null ? null : cost * 2);
const totalOf = (cost: number | null, tax: number | null) => (cost ?? 0) + (tax ?? 1);

/** What one subgraph computes from `@requires` is required by another, and that by a third. */
export const requiresInChains: Scenario = {
  subgraphs: [
    {
      name: 'items',
      typeDefs: `type Query { items: [Item!]! } type Item @key(fields: "id") { id: ID! cost: Int }`,
      resolvers: { Query: { items: () => items }, Item: { __resolveReference: findRecord(items, 'id') } },
    },
    {
      name: 'taxes',
      typeDefs: `type Item @key(fields: "id") { id: ID! cost: Int @external tax: Int @requires(fields: "cost") }`,
      resolvers: {
        Item: {
          __resolveReference: (reference) => reference,
          tax: ({ cost }: { cost: number | null }) => taxOf(cost),
        },
      },
    },
    {
      name: 'totals',
      typeDefs: `type Item @key(fields: "id") {
        id: ID! cost: Int @external tax: Int @external total: Int @requires(fields: "cost tax")
      }`,
      resolvers: {
        Item: {
          __resolveReference: (reference) => reference,
          total: ({ cost, tax }: { cost: number | null; tax: number | null }) => totalOf(cost, tax),
        },
      },
    },
    {
      name: 'labels',
      typeDefs: `type Item @key(fields: "id") {
        id: ID! total: Int @external tax: Int @external label: String @requires(fields: "total tax")
      }`,
      resolvers: {
        Item: {
          __resolveReference: (reference) => reference,
          label: ({ total, tax }: { total: number; tax: number | null }) => `${total} with ${tax}`,
        },
      },
    },
  ],
  monolithResolvers: {
    Item: {
      total: ({ cost }: { cost: number | null }) => totalOf(cost, taxOf(cost)),
      label: ({ cost }: { cost: number | null }) => `${totalOf(cost, taxOf(cost))} with ${taxOf(cost)}`,
    },
  },
};
