import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const doors = [
  { __typename: 'Lock', id: 'l1', secret: 'abc', keyHole: 'round' },
  { __typename: 'Gate', id: 'g1', secret: null, height: 3 },
];
const houses = [
  { id: '1', doors, main: doors[0] },
  { id: '2', doors: [doors[1], null], main: null },
];
interface House {
  readonly main:
    | { readonly __typename: string; readonly secret?: string | null; readonly keyHole?: string }
    | null
    | undefined;
  readonly doors: readonly ({ readonly secret: string | null; readonly height?: number } | null)[];
}
const describeMain = ({ main }: House) =>
  main ? `${main.__typename} ${main.secret} ${main.keyHole}` : 'none';
const countHeight = ({ doors }: House) => doors.reduce((sum, door) => sum + (door?.height ?? 1), 0);

/** `@requires` that goes through an interface, by its own fields and by fragments on its types. */
export const requiresAcrossInterfaces: Scenario = {
  subgraphs: [
    {
      name: 'houses',
      typeDefs: `
        type Query { houses: [House] }
        type House @key(fields: "id") { id: ID! doors: [Door] main: Door }
        interface Door { id: ID! secret: String }
        type Lock implements Door @key(fields: "id") { id: ID! secret: String keyHole: String }
        type Gate implements Door @key(fields: "id") { id: ID! secret: String height: Int }`,
      resolvers: {
        Query: { houses: () => houses },
        House: { __resolveReference: findRecord(houses, 'id') },
        Lock: { __resolveReference: findRecord(doors, 'id') },
        Gate: { __resolveReference: findRecord(doors, 'id') },
      },
    },
    {
      name: 'guards',
      typeDefs: `
        type House @key(fields: "id") {
          id: ID!
          doors: [Door] @external
          main: Door @external
          entrance: String @requires(fields: "main { __typename secret ... on Lock { keyHole } }")
          height: Int @requires(fields: "doors { secret ... on Gate { height } }")
        }
        interface Door { secret: String }
        type Lock implements Door @key(fields: "id") { id: ID! secret: String @external keyHole: String @external isSafe: Boolean @requires(fields: "secret") }
        type Gate implements Door @key(fields: "id") { id: ID! secret: String @external height: Int @external }`,
      resolvers: {
        House: { __resolveReference: (reference) => reference, entrance: describeMain, height: countHeight },
        Door: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
        Lock: {
          __resolveReference: (reference) => reference,
          isSafe: ({ secret }: { secret: string | null }) => secret !== null,
        },
        Gate: { __resolveReference: (reference) => reference },
      },
    },
  ],
};
