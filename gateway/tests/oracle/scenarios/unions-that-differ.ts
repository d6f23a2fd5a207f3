import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const photo = { __typename: 'Photo', id: 'p', width: 640, likes: 3 };
const video = { __typename: 'Video', id: 'v', seconds: 90, likes: 5 };
const song = { __typename: 'Song', id: 's', seconds: 200, likes: 0 };
const media = [photo, video, song];
const users = [
  { id: '1', avatar: photo, liked: [video, song], feed: [photo, video] },
  { id: '2', avatar: null, liked: [], feed: [null, photo] },
];

/** One union that has other members in each subgraph, and a type that only one of them puts in it. */
export const unionsThatDiffer: Scenario = {
  subgraphs: [
    {
      name: 'pictures',
      typeDefs: `
        type Query { users: [User] }
        type User @key(fields: "id") { id: ID! avatar: Media feed: [Media] }
        union Media = Photo | Video
        type Photo @key(fields: "id") { id: ID! width: Int }
        type Video @key(fields: "id") { id: ID! seconds: Int @shareable }`,
      resolvers: {
        Query: { users: () => users },
        User: { __resolveReference: findRecord(users, 'id') },
        Photo: { __resolveReference: findRecord(media, 'id') },
        Video: { __resolveReference: findRecord(media, 'id') },
      },
    },
    {
      name: 'likes',
      typeDefs: `
        type Query { liked: [Media!] }
        type User @key(fields: "id") { id: ID! liked: [Media] }
        union Media = Video | Song
        type Photo @key(fields: "id") { id: ID! likes: Int }
        type Video @key(fields: "id") { id: ID! likes: Int seconds: Int @shareable }
        type Song { id: ID! seconds: Int likes: Int }`,
      resolvers: {
        Query: { liked: () => [song, video] },
        User: { __resolveReference: findRecord(users, 'id') },
        Photo: { __resolveReference: findRecord(media, 'id') },
        Video: { __resolveReference: findRecord(media, 'id') },
      },
    },
  ],
};
