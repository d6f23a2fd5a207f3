import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';

interface Pet {
  readonly __typename: string;
  readonly id: string;
  readonly age: number | null;
}
const pets: readonly Pet[] = [
  { __typename: 'Cat', id: '1', age: 3 },
  { __typename: 'Dog', id: '2', age: 0 },
  { __typename: 'Cat', id: '3', age: null },
];
const findPet = ({ id }: Readonly<Record<string, unknown>>) => pets.find((pet) => pet.id === id);
const asIs = (reference: object) => reference;
const priceOf = ({ age }: Pick<Pet, 'age'>) => (age ?? 100) * 2;
const saleOf = (price: number) => price + 1;
let gateway: TestEngine;

/** An interface object whose field requires one of the types behind it, and a type that requires that field. */
before(async () => {
  gateway = await startTestEngine({
    subgraphs: [
      {
        name: 'pets',
        typeDefs: `
          type Query { pets: [Pet] cats: [Cat] }
          interface Pet @key(fields: "id") { id: ID! age: Int }
          type Cat implements Pet @key(fields: "id") { id: ID! age: Int lives: Int }
          type Dog implements Pet @key(fields: "id") { id: ID! age: Int }`,
        resolvers: {
          Query: { pets: () => pets, cats: () => [pets[0], pets[2]] },
          Pet: { __resolveReference: findPet, __resolveType: (pet: Pet) => pet.__typename },
          Cat: { __resolveReference: findPet, lives: () => 9 },
          Dog: { __resolveReference: findPet },
        },
      },
      {
        name: 'prices',
        typeDefs: `
          type Query { priced: [Pet] one: Pet }
          type Pet @key(fields: "id") @interfaceObject {
            id: ID! age: Int @external price: Int @requires(fields: "age")
          }`,
        resolvers: {
          Query: { priced: () => pets.map(({ id }) => ({ id })), one: () => ({ id: '3' }) },
          Pet: { __resolveReference: asIs, price: priceOf },
        },
      },
      {
        name: 'sales',
        typeDefs: `
          type Query { reduced: Cat }
          type Cat @key(fields: "id") { id: ID! price: Int @external sale: Int @requires(fields: "price") }`,
        resolvers: {
          Query: { reduced: () => ({ id: '1' }) },
          Cat: { __resolveReference: asIs, sale: ({ price }: { readonly price: number }) => saleOf(price) },
        },
      },
    ],
    monolithResolvers: {
      Query: { priced: () => pets, one: () => pets[2], reduced: () => pets[0] },
      Cat: { price: priceOf, sale: (pet: Pet) => saleOf(priceOf(pet)) },
      Dog: { price: priceOf },
    },
  });
});
after(() => gateway[Symbol.asyncDispose]());

for (const query of [
  '{ pets { price } cats { price sale } }',
  '{ priced { price __typename } }',
  '{ priced { ... on Cat { price lives } } }',
  '{ pets { ... on Cat { lives price } } }',
  '{ priced { ... on Cat { sale } ... on Dog { price } } }',
  '{ one { ... on Cat { sale } } }',
  '{ one { ... on Cat { sale price age lives } ... on Dog { id } } }',
  '{ reduced { sale price age } }',
]) {
  test(`what an interface object requires is answered, and every representation has its key: ${query}`, async () => {
    gateway.supergraph.requests.length = 0;
    await gateway.compare(query);
    const representations = gateway.supergraph.requests.flatMap(({ variables }) =>
      Object.values(variables).flat(),
    );
    for (const representation of representations as Readonly<Record<string, unknown>>[]) {
      assert.equal(typeof representation['id'], 'string', JSON.stringify(representation));
      assert.equal(typeof representation['__typename'], 'string', JSON.stringify(representation));
    }
  });
}

test('a field that requires one behind an interface object takes one way to each subgraph', async () => {
  gateway.supergraph.requests.length = 0;
  await gateway.compare('{ one { ... on Cat { sale } } }');
  const asked = gateway.supergraph.requests.map(({ subgraph }) => subgraph);
  assert.deepEqual(asked, ['prices', 'pets', 'prices', 'sales']);
});
