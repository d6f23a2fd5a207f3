import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const users = [
  { id: '1', name: 'Ada' },
  { id: '2', name: null },
];
/** Shows arguments as the subgraph sees them. */
const echo = (_: unknown, args: Record<string, unknown>) => JSON.stringify(args);

/** Arguments with defaults at every level: absent, null and default are three things. */
export const inputDefaults: Scenario = {
  subgraphs: [
    {
      name: 'users',
      typeDefs: `
        type Query { users: [User] echo(filter: Filter, limit: Int = 3, ids: [ID!] = ["1"]): String required(filter: Filter! = { limit: 1 }): String }
        type User @key(fields: "id") { id: ID! name: String }
        input Filter { text: String = "none" limit: Int! = 10 order: Order = UP range: Range tags: [String] = ["a", null] }
        input Range { from: Float = 0.5 to: Float! }
        enum Order { UP DOWN }`,
      resolvers: {
        Query: { users: () => users, echo, required: echo },
        User: { __resolveReference: findRecord(users, 'id') },
      },
    },
    {
      name: 'search',
      typeDefs: `
        type User @key(fields: "id") { id: ID! match(filter: Filter = { text: "x" }, flag: Boolean! = false): String }
        input Filter { text: String = "none" limit: Int! = 10 order: Order = UP range: Range tags: [String] = ["a", null] }
        input Range { from: Float = 0.5 to: Float! }
        enum Order { UP DOWN }`,
      resolvers: { User: { __resolveReference: findRecord(users, 'id'), match: echo } },
    },
  ],
};
