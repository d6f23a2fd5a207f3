import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const leaves = [
  { id: '1', name: 'one', size: 1, tags: ['a'] },
  { id: '2', name: null, size: 2, tags: ['a', null] },
  { id: '3', name: 'three', size: null, tags: null },
];
const trees = [
  { id: 't1', leaf: leaves[0], leaves: [leaves[0]], branch: { leaf: leaves[0], twigs: [[leaves[0]]] } },
  { id: 't2', leaf: leaves[1], leaves, branch: { leaf: leaves[2], twigs: [[leaves[2]], []] } },
  {
    id: 't3',
    leaf: null,
    leaves: [leaves[2], null],
    branch: { leaf: leaves[0], twigs: [[leaves[0], leaves[1]]] },
  },
];

/** Nulls where none may be, in both subgraphs and at every depth: each nulls its nearest nullable parent. */
export const nonNullViolations: Scenario = {
  subgraphs: [
    {
      name: 'trees',
      typeDefs: `
        type Query { trees: [Tree] tree(id: ID!): Tree forest: [Tree!]! }
        type Tree @key(fields: "id") { id: ID! leaf: Leaf! leaves: [Leaf!] branch: Branch }
        type Branch { leaf: Leaf! twigs: [[Leaf!]!]! }
        type Leaf @key(fields: "id") { id: ID! name: String! }`,
      resolvers: {
        Query: {
          trees: () => trees,
          tree: (_: unknown, { id }: { id: string }) => findRecord(trees, 'id')({ id: `t${id}` }),
          forest: () => trees.slice(0, 2),
        },
        Tree: { __resolveReference: findRecord(trees, 'id') },
        Leaf: { __resolveReference: findRecord(leaves, 'id') },
      },
    },
    {
      name: 'sizes',
      typeDefs: `type Leaf @key(fields: "id") { id: ID! size: Int! tags: [String!]! }`,
      resolvers: { Leaf: { __resolveReference: findRecord(leaves, 'id') } },
    },
  ],
};
