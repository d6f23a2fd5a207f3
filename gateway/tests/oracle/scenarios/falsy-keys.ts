import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const things = [
  { __typename: 'Counter', id: 0, flag: false, label: '', name: 'zero', size: 1 },
  { __typename: 'Switch', id: '', flag: true, label: 'x', name: 'empty', size: 0 },
];
const counters = things.slice(0, 1);
const switches = things.slice(1);

/** Keys of one name and different types, which the planner renames, with values that JavaScript takes for false. */
export const falsyKeys: Scenario = {
  subgraphs: [
    {
      name: 'things',
      typeDefs: `
        type Query { things: [Thing] }
        union Thing = Counter | Switch
        type Counter @key(fields: "id flag") { id: Int! flag: Boolean! label: String }
        type Switch @key(fields: "id label") { id: String! label: String! flag: Boolean }`,
      resolvers: {
        Query: { things: () => things },
        Counter: { __resolveReference: findRecord(counters, 'id', 'flag') },
        Switch: { __resolveReference: findRecord(switches, 'id', 'label') },
      },
    },
    {
      name: 'sizes',
      typeDefs: `
        type Counter @key(fields: "id flag") { id: Int! flag: Boolean! name: String size: Int }
        type Switch @key(fields: "id label") { id: String! label: String! name: String size: Int }`,
      resolvers: {
        Counter: { __resolveReference: findRecord(counters, 'id', 'flag') },
        Switch: { __resolveReference: findRecord(switches, 'id', 'label') },
      },
    },
  ],
};
