import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const owners = [
  { id: 'o1', name: 'Ada', home: { city: 'Rome', zip: '1' } },
  { id: 'o2', name: null, home: null },
];
const pets = [
  {
    __typename: 'Cat',
    id: '1',
    tag: 'a',
    age: 3,
    owner: owners[0],
    lives: 9,
    weight: { kilos: 4, grams: 2 },
  },
  { __typename: 'Dog', id: '2', tag: 'b', age: 0, owner: owners[1], tricks: ['sit', null], weight: null },
  {
    __typename: 'Dog',
    id: '3',
    tag: null,
    age: null,
    owner: null,
    tricks: null,
    weight: { kilos: 0, grams: null },
  },
];
type Pet = (typeof pets)[number];
const byId = findRecord(pets, 'id');
const resolveType = ({ __typename }: { __typename: string }) => __typename;
/** Subgraphs of the interface object do not know the concrete types. */
const asPet = (reference: Record<string, unknown>) => {
  const pet = byId(reference);
  return pet && { ...pet, __typename: 'Pet' };
};
const priceOf = ({ age, weight }: Pick<Pet, 'age'> & { weight?: { kilos: number } | null }) =>
  (age ?? 10) + (weight?.kilos ?? 100);
const describeOwner = ({
  owner,
}: {
  owner?: { name: string | null; home?: { city: string } | null } | null;
}) => `${owner?.name} in ${owner?.home?.city}`;
const scoreOf = ({ id }: { id: string }) => (id === '2' ? null : Number(id) * 10);
const offerOf = ({ score, tag }: { score: number | null; tag: string | null }) => `${score} for ${tag}`;
const showOf = (price: number | null, extra: unknown) => `${price} ${JSON.stringify(extra ?? null)}`;
const friendsOf = ({ id }: { id: string }) => pets.filter((pet) => pet.id !== id);

/**
 * Interface objects whose fields require fields of the types behind the interface, of other entities, and of another
 * interface object; types behind the interface that require fields of an interface object.
 */
export const interfaceObjectsThatRequire: Scenario = {
  subgraphs: [
    {
      name: 'pets',
      typeDefs: `
        type Query { pets: [Pet] pet(id: ID!): Pet cats: [Cat!] }
        interface Pet @key(fields: "id") { id: ID! tag: String age: Int owner: Owner weight: Weight }
        type Cat implements Pet @key(fields: "id") {
          id: ID! tag: String age: Int owner: Owner weight: Weight lives: Int
        }
        type Dog implements Pet @key(fields: "id") {
          id: ID! tag: String age: Int owner: Owner weight: Weight tricks: [String]
        }
        type Weight { kilos: Int grams: Int }
        type Owner @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          pets: () => pets,
          pet: (_: unknown, { id }: { id: string }) => byId({ id }),
          cats: () => pets.slice(0, 1),
        },
        Pet: { __resolveReference: byId, __resolveType: resolveType },
        Cat: { __resolveReference: byId },
        Dog: { __resolveReference: byId },
      },
    },
    {
      name: 'owners',
      typeDefs: `
        type Query { owners: [Owner] }
        type Owner @key(fields: "id") { id: ID! name: String home: Home pets: [Pet] }
        type Home { city: String zip: String }
        type Pet @key(fields: "id") @interfaceObject { id: ID! friends: [Pet] score: Int }`,
      resolvers: {
        Query: { owners: () => owners },
        Owner: {
          __resolveReference: findRecord(owners, 'id'),
          pets: ({ id }: { id: string }) => pets.filter(({ owner }) => owner?.id === id).map(asPet),
        },
        Pet: {
          __resolveReference: asPet,
          friends: (pet: Pet) => friendsOf(pet).map(asPet),
          score: scoreOf,
        },
      },
    },
    {
      name: 'prices',
      typeDefs: `
        type Query { dearest: Pet }
        type Pet @key(fields: "id") @interfaceObject {
          id: ID!
          age: Int @external
          weight: Weight @external
          owner: Owner @external
          price: Int @requires(fields: "age weight { kilos }")
          about: String @requires(fields: "owner { name home { city } }")
        }
        type Weight { kilos: Int @external }
        type Owner @key(fields: "id") { id: ID! name: String @external home: Home @external }
        type Home { city: String @external }`,
      resolvers: {
        Query: { dearest: () => asPet({ id: '3' }) },
        Pet: {
          __resolveReference: (reference) => reference,
          price: priceOf,
          about: describeOwner,
        },
      },
    },
    {
      name: 'offers',
      typeDefs: `
        type Query { offered: [Pet] }
        type Pet @key(fields: "id") @interfaceObject {
          id: ID! score: Int @external tag: String @external offer: String @requires(fields: "score tag")
        }`,
      resolvers: {
        Query: { offered: () => pets.map(asPet) },
        Pet: {
          __resolveReference: (reference) => reference,
          offer: offerOf,
        },
      },
    },
    {
      name: 'shows',
      typeDefs: `
        type Query { shown: [Dog] winner: Cat }
        type Cat @key(fields: "id") {
          id: ID! lives: Int @external price: Int @external
          show: String @requires(fields: "lives price")
        }
        type Dog @key(fields: "id") {
          id: ID! tricks: [String] @external price: Int @external
          show: String @requires(fields: "tricks price")
        }`,
      resolvers: {
        Query: {
          shown: () => pets.slice(1).map(({ id, __typename }) => ({ id, __typename })),
          winner: () => ({ __typename: 'Cat', id: '1' }),
        },
        Cat: {
          __resolveReference: (reference) => reference,
          show: ({ price, lives }: { price: number; lives: unknown }) => showOf(price, lives),
        },
        Dog: {
          __resolveReference: (reference) => reference,
          show: ({ price, tricks }: { price: number; tricks: unknown }) => showOf(price, tricks),
        },
      },
    },
  ],
  monolithResolvers: {
    Query: {
      dearest: () => pets[2],
      offered: () => pets,
      shown: () => pets.slice(1),
      winner: () => pets[0],
    },
    Owner: { pets: ({ id }: { id: string }) => pets.filter(({ owner }) => owner?.id === id) },
    Cat: {
      friends: friendsOf,
      score: scoreOf,
      offer: (pet: Pet) => offerOf({ score: scoreOf(pet), tag: pet.tag }),
      show: (pet: Pet) => showOf(priceOf(pet), pet.lives),
    },
    Dog: {
      friends: friendsOf,
      score: scoreOf,
      offer: (pet: Pet) => offerOf({ score: scoreOf(pet), tag: pet.tag }),
      show: (pet: Pet) => showOf(priceOf(pet), pet.tricks),
    },
  },
};
