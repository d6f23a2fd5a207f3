import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const users = [
  { __typename: 'User', id: 'u1', title: 'Ada', age: 36, karma: 5 },
  { __typename: 'User', id: 'u2', title: null, age: null, karma: 0 },
];
const posts = [{ __typename: 'Post', id: 'p1', title: 'Hello', length: 5, likes: 7, author: users[0] }];
const bots = [{ __typename: 'Bot', id: 'b1', title: 'R2', version: 2 }];
const feeds = [
  { id: '1', top: users[0], all: [users[0], posts[0], null, users[1]], local: [users[1], bots[0]] },
  { id: '2', top: null, all: [], local: null },
];

/** One interface with other fields and other types in each subgraph, on entities, on a value type and through fields. */
export const interfacesThatDiffer: Scenario = {
  subgraphs: [
    {
      name: 'users',
      typeDefs: `
        type Query { feeds: [Feed] someone: Item }
        type Feed @key(fields: "id") { id: ID! top: Item local: [Item] }
        interface Item { id: ID! title: String }
        type User implements Item @key(fields: "id") { id: ID! title: String @shareable age: Int }
        type Bot implements Item { id: ID! title: String version: Int }`,
      resolvers: {
        Query: { feeds: () => feeds, someone: () => bots[0] },
        Feed: { __resolveReference: findRecord(feeds, 'id') },
        User: { __resolveReference: findRecord(users, 'id') },
      },
    },
    {
      name: 'posts',
      typeDefs: `
        type Query { newest: [Item!] rated(min: Int = 1): [Rated] }
        type Feed @key(fields: "id") { id: ID! all: [Item] }
        interface Item { id: ID! }
        interface Rated { title: String }
        type User implements Item & Rated @key(fields: "id") { id: ID! title: String @shareable karma: Int }
        type Post implements Item & Rated @key(fields: "id") { id: ID! title: String length: Int author: User }`,
      resolvers: {
        Query: {
          newest: () => [...posts, users[1]],
          rated: (_: unknown, { min }: { min: number | null }) =>
            (min ?? 0) > 1 ? posts : [...users, ...posts],
        },
        Feed: { __resolveReference: findRecord(feeds, 'id') },
        User: { __resolveReference: findRecord(users, 'id') },
        Post: { __resolveReference: findRecord(posts, 'id') },
      },
    },
    {
      name: 'likes',
      typeDefs: `type Post @key(fields: "id") { id: ID! likes: Int }`,
      resolvers: { Post: { __resolveReference: findRecord(posts, 'id') } },
    },
  ],
};
