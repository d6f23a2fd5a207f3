import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const users = [
  { id: '1', name: 'Ada', age: 36, city: 'London', friend: null },
  // Unknown to the other subgraph: null without an error where that may be, an error where it may not.
  { id: '2', name: 'Bob', age: null, city: null, friend: null },
];
const teams = [
  { id: 't1', lead: users[0], members: users, strict: { members: [users[0]], lead: users[1] } },
  { id: 't2', lead: null, members: [], strict: { members: [users[1]], lead: users[0] } },
];

/** Entities that one subgraph knows and another does not. */
export const missingEntities: Scenario = {
  subgraphs: [
    {
      name: 'teams',
      typeDefs: `
        type Query { teams: [Team] users: [User] lead: User! }
        type Team { id: ID! lead: User members: [User!] strict: Strict }
        type Strict { members: [User!]! lead: User! }
        type User @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Query: { teams: () => teams, users: () => users, lead: () => users[1] },
        User: { __resolveReference: findRecord(users, 'id') },
      },
    },
    {
      name: 'profiles',
      typeDefs: `type User @key(fields: "id") { id: ID! age: Int! city: String }`,
      resolvers: { User: { __resolveReference: findRecord(users.slice(0, 1), 'id') } },
    },
  ],
};
