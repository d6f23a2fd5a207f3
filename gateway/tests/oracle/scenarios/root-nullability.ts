import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const users = [
  { id: '1', name: 'Ada', age: 36 },
  { id: '2', name: null, age: null },
];

/** Root fields that may and may not be null, in two subgraphs: one null can take the whole answer with it. */
export const rootNullability: Scenario = {
  subgraphs: [
    {
      name: 'users',
      typeDefs: `
        type Query { user(id: ID!): User mustFind(id: ID!): User! users: [User!] count: Int! }
        type User @key(fields: "id") { id: ID! name: String! }`,
      resolvers: {
        Query: {
          user: (_: unknown, { id }: { id: string }) => findRecord(users, 'id')({ id }),
          mustFind: (_: unknown, { id }: { id: string }) => findRecord(users, 'id')({ id }),
          users: () => users.slice(0, 1),
          count: () => 0,
        },
        User: { __resolveReference: findRecord(users, 'id') },
      },
    },
    {
      name: 'ages',
      typeDefs: `
        type Query { oldest: User! average(of: [Int!]): Float! youngest: User }
        type User @key(fields: "id") { id: ID! age: Int! }`,
      resolvers: {
        Query: {
          oldest: () => users[0],
          average: (_: unknown, { of }: { of?: number[] | null }) => (of?.length ? 1.5 : null),
          youngest: () => users[1],
        },
        User: { __resolveReference: findRecord(users, 'id') },
      },
    },
  ],
};
