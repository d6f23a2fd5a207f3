import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const tags = [
  { id: '1', name: 'red', weight: 1, note: new Error('No note') },
  { id: '2', name: null, weight: null, note: '' },
];
const [red, plain] = tags;
const posts = [
  { id: 'p1', tag: red, tags: [red, plain, red, red], related: [] as unknown[] },
  { id: 'p2', tag: red, tags: [plain, plain], related: [] as unknown[] },
];
posts[0]?.related.push(posts[1], posts[0], posts[1]);
posts[1]?.related.push(posts[0]);

/** The same entities again and again, in lists and in circles: each place gets its data and its errors. */
export const repeatedEntities: Scenario = {
  subgraphs: [
    {
      name: 'posts',
      typeDefs: `
        type Query { posts: [Post] tags: [Tag] }
        type Post @key(fields: "id") { id: ID! tag: Tag tags: [Tag!] }
        type Tag @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { posts: () => [...posts, posts[0]], tags: () => [red, red] },
        Post: { __resolveReference: findRecord(posts, 'id') },
        Tag: { __resolveReference: findRecord(tags, 'id') },
      },
    },
    {
      name: 'relations',
      typeDefs: `type Post @key(fields: "id") { id: ID! related: [Post!] }`,
      resolvers: { Post: { __resolveReference: findRecord(posts, 'id') } },
    },
    {
      name: 'tags',
      typeDefs: `type Tag @key(fields: "id") { id: ID! name: String weight: Int note: String }`,
      resolvers: { Tag: { __resolveReference: findRecord(tags, 'id') } },
    },
  ],
};
