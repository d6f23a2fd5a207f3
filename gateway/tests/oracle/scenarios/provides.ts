import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const authors = [
  { id: 'a1', name: 'Ada', email: 'ada@example.com', born: 1815 },
  { id: 'a2', name: null, email: null, born: null },
];
const images = [
  { __typename: 'Photo', id: 'i1', url: 'u1', place: 'Rome' },
  { __typename: 'Drawing', id: 'i2', url: 'u2', tool: 'pen' },
];
const articles = [
  { id: '1', author: authors[0], cover: images[0], images },
  { id: '2', author: authors[1], cover: null, images: [images[1]] },
  { id: '3', author: null, cover: images[1], images: [] },
];

/** Fields that a subgraph provides on some paths only, through an interface and fragments too. */
export const provides: Scenario = {
  subgraphs: [
    {
      name: 'articles',
      typeDefs: `
        type Query { articles: [Article] latest: Article @provides(fields: "author { name email }") }
        type Article @key(fields: "id") {
          id: ID!
          author: Author @provides(fields: "name")
          cover: Image @provides(fields: "... on Photo { url }")
          images: [Image]
        }
        type Author @key(fields: "id") { id: ID! name: String @external email: String @external }
        interface Image { id: ID! }
        type Photo implements Image @key(fields: "id") { id: ID! url: String @external }
        type Drawing implements Image @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { articles: () => articles, latest: () => articles[0] },
        Article: { __resolveReference: findRecord(articles, 'id') },
        Author: { __resolveReference: findRecord(authors, 'id') },
        Photo: { __resolveReference: findRecord(images, 'id') },
        Drawing: { __resolveReference: findRecord(images, 'id') },
      },
    },
    {
      name: 'people',
      typeDefs: `type Query { authors: [Author] } type Author @key(fields: "id") { id: ID! name: String @shareable email: String @shareable born: Int }`,
      resolvers: {
        Query: { authors: () => authors },
        Author: { __resolveReference: findRecord(authors, 'id') },
      },
    },
    {
      name: 'images',
      typeDefs: `
        type Photo @key(fields: "id") { id: ID! url: String @shareable place: String }
        type Drawing @key(fields: "id") { id: ID! url: String tool: String }`,
      resolvers: {
        Photo: { __resolveReference: findRecord(images, 'id') },
        Drawing: { __resolveReference: findRecord(images, 'id') },
      },
    },
  ],
};
