import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const media = [
  { __typename: 'Book', id: '1', title: 'Emma', pages: 320, stars: 5 },
  { __typename: 'Film', id: '2', title: 'Alien', minutes: 117, stars: 0 },
  { __typename: 'Film', id: '3', title: null, minutes: null, stars: null },
];
const reviews = [
  { id: 'r1', about: media[0], text: 'Fine' },
  { id: 'r2', about: media[1], text: null },
];
/** The subgraph of the interface object does not know the concrete types. */
const asMedia = (record: (typeof media)[0] | null | undefined) =>
  record && { ...record, __typename: 'Media' };
const asReview = (review: (typeof reviews)[0]) => ({ ...review, about: asMedia(review.about) });

/** A subgraph adds fields to all types of an interface by `@interfaceObject`, and returns the interface itself. */
export const interfaceObjects: Scenario = {
  subgraphs: [
    {
      name: 'catalogue',
      typeDefs: `
        type Query { media: [Media] medium(id: ID!): Media }
        interface Media @key(fields: "id") { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }`,
      resolvers: {
        Query: {
          media: () => media,
          medium: (_: unknown, { id }: { id: string }) => findRecord(media, 'id')({ id }),
        },
        Media: {
          __resolveReference: findRecord(media, 'id'),
          __resolveType: (m: { __typename: string }) => m.__typename,
        },
        Book: { __resolveReference: findRecord(media, 'id') },
        Film: { __resolveReference: findRecord(media, 'id') },
      },
    },
    {
      name: 'reviews',
      typeDefs: `
        type Query { reviews: [Review!] topRated: Media }
        type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int reviews: [Review] }
        type Review { id: ID! text: String about: Media }`,
      resolvers: {
        Query: { reviews: () => reviews.map(asReview), topRated: () => asMedia(media[0]) },
        Media: {
          __resolveReference: (reference) => asMedia(findRecord(media, 'id')(reference)),
          reviews: ({ id }: { id: string }) => reviews.filter(({ about }) => about?.id === id).map(asReview),
        },
      },
    },
  ],
  monolithResolvers: {
    Query: { reviews: () => reviews, topRated: () => media[0] },
    Book: { reviews: ({ id }: { id: string }) => reviews.filter(({ about }) => about?.id === id) },
    Film: { reviews: ({ id }: { id: string }) => reviews.filter(({ about }) => about?.id === id) },
  },
};
