import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const bills = [
  { id: '1', amount: 100, payer: { name: 'Ada' } },
  { id: '2', amount: null, payer: null },
];
const wrong = () => {
  throw new Error('An overridden field was asked of its former subgraph');
};

/** Fields that moved to another subgraph; the former one would answer wrong. */
export const overrides: Scenario = {
  subgraphs: [
    {
      name: 'payments',
      typeDefs: `
        type Query { bills: [Bill] firstBill: Bill }
        type Bill @key(fields: "id") { id: ID! amount: Int payer: Payer }
        type Payer { name: String @shareable }`,
      resolvers: {
        Query: { bills: () => bills, firstBill: wrong },
        Bill: { __resolveReference: findRecord(bills, 'id'), amount: wrong },
      },
    },
    {
      name: 'billing',
      typeDefs: `
        type Query { firstBill: Bill @override(from: "payments") }
        type Bill @key(fields: "id") { id: ID! amount: Int @override(from: "payments") payer: Payer @override(from: "payments") }
        type Payer { name: String @shareable }`,
      resolvers: {
        Query: { firstBill: () => bills[0] },
        Bill: {
          __resolveReference: findRecord(bills, 'id'),
          amount: ({ amount }: (typeof bills)[0]) => amount,
        },
      },
    },
  ],
};
