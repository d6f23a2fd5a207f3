import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const comments = ['first', 'second', 'third', 'fourth'].map((text, index) => ({ id: `c${index}`, text }));
const posts = [
  { id: '1', name: 'One', comments },
  { id: '2', name: 'Two', comments: comments.slice(1, 3) },
  { id: '3', name: null, comments: [] },
];
type Post = (typeof posts)[0];
const takeComments = (post: Post, { limit }: { limit?: number | null }) =>
  post.comments.slice(0, Math.max(0, limit ?? 4));
const priceOf = (id: string, currency: string | null) => Number(id) * (currency === 'USD' ? 10 : 9);

/** `@requires` of one field with several sets of arguments, on an entity that clients ask with others again. */
export const requiresWithArguments: Scenario = {
  samples: { String: ['USD', 'EUR', ''] },
  subgraphs: [
    {
      name: 'posts',
      typeDefs: `
        type Query { posts: [Post] post(id: ID!): Post }
        type Post @key(fields: "id") { id: ID! name: String comments(limit: Int): [Comment] price(currency: String = "EUR"): Int }
        type Comment { id: ID! text(upper: Boolean = false): String }`,
      resolvers: {
        Query: {
          posts: () => posts,
          post: (_: unknown, { id }: { id: string }) => findRecord(posts, 'id')({ id }),
        },
        Post: {
          __resolveReference: findRecord(posts, 'id'),
          comments: takeComments,
          price: ({ id }: Post, { currency }: { currency: string | null }) => priceOf(id, currency),
        },
        Comment: {
          text: ({ text }: { text: string }, { upper }: { upper: boolean | null }) =>
            upper ? text.toUpperCase() : text,
        },
      },
    },
    {
      name: 'stats',
      typeDefs: `
        type Post @key(fields: "id") {
          id: ID!
          comments(limit: Int): [Comment] @external
          price(currency: String = "EUR"): Int @external
          topics: [String] @requires(fields: "comments(limit: 3) { text(upper: true) }")
          newest: [String] @requires(fields: "comments(limit: 1) { text }")
          dollars: String @requires(fields: "price(currency: \\"USD\\")")
          euros: String @requires(fields: "price(currency: \\"EUR\\")")
          plain: String
        }
        type Comment { text(upper: Boolean = false): String @external }`,
      resolvers: {
        Post: {
          __resolveReference: (reference) => reference,
          topics: (post: Post) => post.comments.map(({ text }) => text),
          newest: (post: Post) => post.comments.map(({ text }) => text),
          dollars: (post: { price: number }) => `$${post.price}`,
          euros: (post: { price: number }) => `€${post.price}`,
          plain: () => 'plain',
        },
      },
    },
  ],
  monolithResolvers: {
    Post: {
      topics: (post: Post) => takeComments(post, { limit: 3 }).map(({ text }) => text.toUpperCase()),
      newest: (post: Post) => takeComments(post, { limit: 1 }).map(({ text }) => text),
      dollars: ({ id }: Post) => `$${priceOf(id, 'USD')}`,
      euros: ({ id }: Post) => `€${priceOf(id, 'EUR')}`,
    },
  },
};
