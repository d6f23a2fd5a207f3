import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const secrets = [{ __typename: 'Secret', id: 's', code: 'x' }];
const users = [
  { __typename: 'User', id: '1', ssn: 'n1', name: 'Ada', level: 'HIGH', risk: 3, things: ['a'] },
  { __typename: 'User', id: '2', ssn: 'n2', name: null, level: 'HIDDEN', risk: null, things: null },
];
const nodes = [users[0], secrets[0], users[1]];

/** Keys, types, enum values and arguments that clients may not see, but plans use and data holds. */
export const inaccessible: Scenario = {
  subgraphs: [
    {
      name: 'users',
      typeDefs: `
        type Query { users(hidden: Int @inaccessible): [User] nodes: [Node] anything: [Any] }
        interface Node { id: ID! }
        union Any = User | Secret
        type User implements Node @key(fields: "ssn") { id: ID! ssn: ID! @inaccessible name: String level: Level }
        type Secret implements Node @inaccessible { id: ID! code: String }
        enum Level { HIGH HIDDEN @inaccessible }`,
      resolvers: {
        Query: { users: () => users, nodes: () => nodes, anything: () => nodes },
        User: { __resolveReference: findRecord(users, 'ssn') },
      },
    },
    {
      name: 'risks',
      typeDefs: `type User @key(fields: "ssn") { ssn: ID! @inaccessible risk: Int risks: [Int!] @requires(fields: "level") level: Level @external }
        enum Level { HIGH HIDDEN @inaccessible }`,
      resolvers: {
        User: {
          __resolveReference: (reference) => ({ ...findRecord(users, 'ssn')(reference), ...reference }),
          risks: ({ level }: { level: string }) => [level.length],
        },
      },
    },
  ],
};
