import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const authors = [
  { id: 'a1', name: 'Ada', fame: 3, award: new Error('No award') },
  { id: 'a2', name: new Error('No name'), fame: new Error('No fame'), award: 'prize' },
];
const books = [
  { id: '1', title: new Error('No title'), author: authors[1], notes: ['a', new Error('No note'), null] },
  { id: '2', title: 'Emma', author: new Error('No author'), notes: new Error('No notes') },
  { id: '3', title: 'Ulysses', author: authors[0], notes: [] },
];

/** Errors from resolvers at each level, in each subgraph, on nullable and on non-null fields, in lists and at the root. */
export const resolverErrors: Scenario = {
  subgraphs: [
    {
      name: 'books',
      typeDefs: `
        type Query { books: [Book] shelf: Shelf broken: Book brokenList: [Book] book(id: ID!): Book }
        type Shelf { books: [Book!]! first: Book! }
        type Book @key(fields: "id") { id: ID! title: String author: Author notes: [String] }
        type Author @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Query: {
          books: () => books,
          shelf: () => ({ books, first: books[1] }),
          broken: () => new Error('No book'),
          brokenList: () => [books[2], new Error('No book'), null],
          book: (_: unknown, { id }: { id: string }) => {
            const book = findRecord(books, 'id')({ id });
            if (book === null) throw new Error(`No book ${id}`);
            return book;
          },
        },
        Book: { __resolveReference: findRecord(books, 'id') },
        Author: { __resolveReference: findRecord(authors, 'id') },
      },
    },
    {
      name: 'fame',
      typeDefs: `
        type Query { famous: [Author!] nobody: Author! }
        type Author @key(fields: "id") { id: ID! fame: Int! award: String books: [Book!] }
        type Book @key(fields: "id") { id: ID! rank: Int! }`,
      resolvers: {
        Query: { famous: () => authors, nobody: () => new Error('Nobody') },
        Author: {
          __resolveReference: findRecord(authors, 'id'),
          books: ({ id }: { id: string }) => (id === 'a1' ? books : new Error('No books')),
        },
        Book: {
          __resolveReference: findRecord(books, 'id'),
          rank: ({ id }: { id: string }) => (id === '2' ? new Error('No rank') : Number(id)),
        },
      },
    },
  ],
};
