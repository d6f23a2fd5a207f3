import { test } from 'node:test';
import { startTestEngine } from '../helpers/start-test-engine.ts';

const orders = [
  { id: 'o1', currency: 'EUR', lines: [{ id: 'l1' }, { id: 'l2' }], main: { id: 'l1' } },
  { id: 'o2', currency: 'USD', lines: [{ id: 'l1' }], main: { id: 'l1' } },
];
const lines = orders.flatMap((order) => order.lines.map((line) => ({ ...line, order })));

test('a value of an ancestor becomes an argument of a field in another subgraph', async () => {
  await using gateway = await startTestEngine({
    subgraphs: [
      {
        name: 'orders',
        typeDefs: `
          type Query { orders: [Order!]! first: Order }
          type Order @key(fields: "id") @context(name: "order") { id: ID! currency: String! lines: [Line!]! main: Line }
          type Line @key(fields: "id") { id: ID! price(currency: String @fromContext(field: "$order { currency }")): String }`,
        resolvers: {
          Query: { orders: () => orders, first: () => orders[0] },
          Order: { __resolveReference: ({ id }) => orders.find((order) => order.id === id) },
          Line: {
            __resolveReference: (reference) => reference,
            price: ({ id }: { id: string }, { currency }: { currency: string }) => `${id} ${currency}`,
          },
        },
      },
      {
        name: 'other',
        typeDefs: 'type Query { other: Int } type Line @key(fields: "id") { id: ID! weight: Int }',
        resolvers: { Line: { __resolveReference: (line) => line, weight: () => 3 } },
      },
    ],
    monolithResolvers: {
      Order: {
        lines: (order: (typeof orders)[0]) => lines.filter((line) => line.order === order),
        main: (order: (typeof orders)[0]) => ({ ...order.main, order }),
      },
      Line: { price: ({ id, order }: (typeof lines)[0]) => `${id} ${order.currency}` },
    },
  });
  await gateway.compare('{ first { lines { id price } } }');
  await gateway.compare('{ orders { id lines { id price } main { price weight } } }');
  await gateway.compare('{ a: orders { c: currency lines { p: price weight } } }');
});
