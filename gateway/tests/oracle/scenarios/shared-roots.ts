import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const users = [
  { id: '1', name: 'Ada', score: 5, settings: { theme: 'dark', size: 2 } },
  { id: '2', name: null, score: null, settings: null },
];
const query = {
  viewer: () => users[0],
  users: (_: unknown, { first }: { first?: number | null }) => users.slice(0, Math.max(0, first ?? 2)),
  version: () => 7,
  nobody: () => null,
};

/** Root fields that several subgraphs answer, each with other fields below, on entities and on value types. */
export const sharedRoots: Scenario = {
  subgraphs: [
    {
      name: 'names',
      typeDefs: `
        type Query @shareable { viewer: User users(first: Int): [User!]! version: Int nobody: User }
        type User @key(fields: "id") { id: ID! name: String settings: Settings @shareable }
        type Settings { theme: String @shareable size: Int @shareable }`,
      resolvers: { Query: query, User: { __resolveReference: findRecord(users, 'id') } },
    },
    {
      name: 'scores',
      typeDefs: `
        type Query @shareable { viewer: User users(first: Int): [User!]! version: Int nobody: User }
        type User @key(fields: "id") { id: ID! score: Int settings: Settings @shareable }
        type Settings { theme: String @shareable size: Int @shareable }`,
      resolvers: { Query: query, User: { __resolveReference: findRecord(users, 'id') } },
    },
  ],
};
