import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const bills = [
  { id: '1', amount: 100, due: 'May', state: 'open' },
  { id: '2', amount: null, due: null, state: null },
];
const wrong = () => {
  throw new Error('A field was asked of the wrong subgraph');
};

/** Fields that move by a label, one of which is on. */
export const overrideLabels: Scenario = {
  isOverrideActive: (label) => label === 'moved',
  subgraphs: [
    {
      name: 'payments',
      typeDefs: `
        type Query { bills: [Bill] }
        type Bill @key(fields: "id") { id: ID! amount: Int due: String state: String }`,
      resolvers: {
        Query: { bills: () => bills },
        Bill: { __resolveReference: findRecord(bills, 'id'), amount: wrong },
      },
    },
    {
      name: 'billing',
      typeDefs: `
        type Query { lastBill: Bill }
        type Bill @key(fields: "id") {
          id: ID!
          amount: Int @override(from: "payments", label: "moved")
          due: String @override(from: "payments", label: "stays")
          state: String @override(from: "payments", label: "percent(0)")
        }`,
      resolvers: {
        Query: { lastBill: () => bills[1] },
        Bill: { __resolveReference: findRecord(bills, 'id'), due: wrong, state: wrong },
      },
    },
  ],
  monolithResolvers: {
    Bill: {
      amount: ({ amount }: (typeof bills)[0]) => amount,
      due: ({ due }: (typeof bills)[0]) => due,
      state: ({ state }: (typeof bills)[0]) => state,
    },
  },
};
