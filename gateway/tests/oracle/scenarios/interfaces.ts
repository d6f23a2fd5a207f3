import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const animals = [
  { __typename: 'Dog', id: '1', name: 'Rex', barks: true, weight: 12.5, isVaccinated: true },
  { __typename: 'Cat', id: '2', name: 'Tom', lives: 9, weight: 4, isVaccinated: false },
  { __typename: 'Dog', id: '3', name: null, barks: null, weight: null, isVaccinated: null },
];
const owners = [
  { id: 'o1', pets: animals, favourite: animals[1] },
  { id: 'o2', pets: [], favourite: null },
];

/** An interface whose types are entities with fields in another subgraph, which does not know the interface. */
export const interfaces: Scenario = {
  subgraphs: [
    {
      name: 'animals',
      typeDefs: `
        type Query { animals: [Animal!]! animal(id: ID!): Animal owners: [Owner] }
        interface Named { name: String }
        interface Animal implements Named { id: ID! name: String }
        type Dog implements Animal & Named @key(fields: "id") { id: ID! name: String barks: Boolean }
        type Cat implements Animal & Named @key(fields: "id") { id: ID! name: String lives: Int }
        type Owner { id: ID! pets: [Animal] favourite: Animal }`,
      resolvers: {
        Query: {
          animals: () => animals,
          animal: (_: unknown, { id }: { id: string }) => findRecord(animals, 'id')({ id }),
          owners: () => owners,
        },
        Dog: { __resolveReference: findRecord(animals, 'id') },
        Cat: { __resolveReference: findRecord(animals, 'id') },
      },
    },
    {
      name: 'clinic',
      typeDefs: `
        type Query { patients: [Patient] }
        interface Patient { id: ID! isVaccinated: Boolean }
        type Dog implements Patient @key(fields: "id") { id: ID! weight: Float isVaccinated: Boolean }
        type Cat implements Patient @key(fields: "id") { id: ID! weight: Float isVaccinated: Boolean }`,
      resolvers: {
        Query: { patients: () => animals },
        Dog: { __resolveReference: findRecord(animals, 'id') },
        Cat: { __resolveReference: findRecord(animals, 'id') },
      },
    },
  ],
};
