import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const cells = [
  { id: '1', value: 1, note: 'a', log: [[1, null], [], null] },
  { id: '2', value: null, note: null, log: null },
  { id: '3', value: 0, note: '', log: [[]] },
];
const sheets = [
  { name: 'S', cells: [[cells[0], cells[1]], [], [cells[2], null]], cube: [[[cells[0]], null], null] },
  { name: null, cells: null, cube: [[[cells[2], cells[2]]]] },
];

/** Entities in lists of lists, with nulls at each level. */
export const listsOfLists: Scenario = {
  subgraphs: [
    {
      name: 'sheets',
      typeDefs: `
        type Query { sheets: [Sheet!] }
        type Sheet { name: String cells: [[Cell]!] cube: [[[Cell!]]] }
        type Cell @key(fields: "id") { id: ID! value: Int }`,
      resolvers: { Query: { sheets: () => sheets }, Cell: { __resolveReference: findRecord(cells, 'id') } },
    },
    {
      name: 'notes',
      typeDefs: `
        type Query { matrix(size: [[Int!]!]): [[Int]] }
        type Cell @key(fields: "id") { id: ID! note: String log: [[Int]] }`,
      resolvers: {
        Query: { matrix: (_: unknown, { size }: { size?: number[][] | null }) => size },
        Cell: { __resolveReference: findRecord(cells, 'id') },
      },
    },
  ],
};
