import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const users = [
  { id: '1', email: 'ada@x', handle: 'ada', name: 'Ada', posts: 3, badge: 'gold' },
  { id: '2', email: 'bob@x', handle: '', name: null, posts: 0, badge: null },
];

/** An entity that each subgraph knows by another key, so that one subgraph leads to the next. */
export const multipleKeys: Scenario = {
  subgraphs: [
    {
      name: 'accounts',
      typeDefs: `
        type Query { users: [User] user(id: ID!): User }
        type User @key(fields: "id") @key(fields: "email") { id: ID! email: String! name: String }`,
      resolvers: {
        Query: {
          users: () => users,
          user: (_: unknown, { id }: { id: string }) => findRecord(users, 'id')({ id }),
        },
        User: {
          __resolveReference: (reference) => findRecord(users, 'id' in reference ? 'id' : 'email')(reference),
        },
      },
    },
    {
      name: 'forum',
      typeDefs: `
        type Query { authors: [User!]! }
        type User @key(fields: "email") @key(fields: "handle") { email: String! handle: String! posts: Int }`,
      resolvers: {
        Query: { authors: () => users },
        User: {
          __resolveReference: (reference) =>
            findRecord(users, 'email' in reference ? 'email' : 'handle')(reference),
        },
      },
    },
    {
      name: 'badges',
      typeDefs: `
        type Query { winner: User }
        type User @key(fields: "handle") { handle: String! badge: String }`,
      resolvers: {
        Query: { winner: () => users[1] },
        User: { __resolveReference: findRecord(users, 'handle') },
      },
    },
  ],
};
