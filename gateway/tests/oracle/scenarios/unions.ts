import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const books = [
  { __typename: 'Book', id: 'b1', title: 'Emma', pages: 320 },
  { __typename: 'Book', id: 'b2', title: null, pages: null },
];
const films = [{ __typename: 'Film', id: 'f1', title: 'Alien', minutes: 117 }];
const noise = { __typename: 'Noise', level: 3, title: 7 };
const shelves = [
  { id: '1', items: [books[0], films[0], noise], best: films[0] },
  { id: '2', items: [books[1], null], best: null },
];

/** A union of entities and a value type, whose members have fields of one name and different types. */
export const unions: Scenario = {
  subgraphs: [
    {
      name: 'shelves',
      typeDefs: `
        type Query { shelves: [Shelf!] search(text: String): [Item] }
        type Shelf @key(fields: "id") { id: ID! items: [Item] best: Item }
        union Item = Book | Film | Noise
        type Book @key(fields: "id") { id: ID! title: String }
        type Film @key(fields: "id") { id: ID! title: String }
        type Noise { level: Int title: Int }`,
      resolvers: {
        Query: {
          shelves: () => shelves,
          search: (_: unknown, { text }: { text?: string }) =>
            text === 'a' ? [films[0]] : [noise, ...books],
        },
        Shelf: { __resolveReference: findRecord(shelves, 'id') },
        Book: { __resolveReference: findRecord(books, 'id') },
        Film: { __resolveReference: findRecord(films, 'id') },
      },
    },
    {
      name: 'details',
      typeDefs: `
        type Book @key(fields: "id") { id: ID! pages: Int }
        type Film @key(fields: "id") { id: ID! minutes: Int }`,
      resolvers: {
        Book: { __resolveReference: findRecord(books, 'id') },
        Film: { __resolveReference: findRecord(films, 'id') },
      },
    },
  ],
};
