import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const cities = [
  { id: 'c1', name: 'Rome', mayor: new Error('No mayor') },
  { id: 'c2', name: null, mayor: 'M' },
];
const streets = [
  { id: 's1', city: cities[0], length: 5 },
  { id: 's2', city: cities[1], length: null },
];
const homes = [
  { id: 'h1', street: streets[0], rooms: 3 },
  { id: 'h2', street: streets[1], rooms: 0 },
  { id: 'h3', street: null, rooms: null },
];
const people = [
  { id: '1', home: homes[0], homes },
  { id: '2', home: homes[1], homes: [homes[2], null] },
];

/** Four subgraphs, each of which only knows the next step. */
export const deepChains: Scenario = {
  subgraphs: [
    {
      name: 'people',
      typeDefs: `
        type Query { people: [Person] }
        type Person @key(fields: "id") { id: ID! home: Home homes: [Home] }
        type Home @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { people: () => people },
        Person: { __resolveReference: findRecord(people, 'id') },
        Home: { __resolveReference: findRecord(homes, 'id') },
      },
    },
    {
      name: 'homes',
      typeDefs: `
        type Home @key(fields: "id") { id: ID! rooms: Int street: Street }
        type Street @key(fields: "id") { id: ID! }`,
      resolvers: {
        Home: { __resolveReference: findRecord(homes, 'id') },
        Street: { __resolveReference: findRecord(streets, 'id') },
      },
    },
    {
      name: 'streets',
      typeDefs: `
        type Street @key(fields: "id") { id: ID! length: Int city: City! }
        type City @key(fields: "id") { id: ID! }`,
      resolvers: {
        Street: { __resolveReference: findRecord(streets, 'id') },
        City: { __resolveReference: findRecord(cities, 'id') },
      },
    },
    {
      name: 'cities',
      typeDefs: `type City @key(fields: "id") { id: ID! name: String mayor: String! people: [Person!] } type Person @key(fields: "id") { id: ID! }`,
      resolvers: {
        City: {
          __resolveReference: findRecord(cities, 'id'),
          people: ({ id }: { id: string }) => people.filter(({ home }) => home?.street?.city?.id === id),
        },
        Person: { __resolveReference: findRecord(people, 'id') },
      },
    },
  ],
};
