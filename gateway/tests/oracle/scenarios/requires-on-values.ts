import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const makers = [
  { id: 'm1', name: 'Acme', country: { code: 'IT', tax: 10 } },
  { id: 'm2', name: null, country: null },
];
const cars = [
  { id: '1', net: 100, maker: makers[0], parts: [{ kind: 'wheel', count: 4 }, null] },
  { id: '2', net: 0, maker: makers[1], parts: [] },
  { id: '3', net: null, maker: null, parts: null },
];
interface Car {
  readonly id: string;
  readonly net: number | null;
  readonly maker: { readonly country?: { readonly tax: number } | null } | null | undefined;
}
const grossOf = ({ net, maker }: Car) => (net ?? 0) + (maker?.country?.tax ?? 1);
const carsOf = ({ id }: { readonly id: string }) => cars.filter(({ maker }) => maker?.id === id);
const sumOf = ({ cars: own }: { readonly cars: readonly { readonly gross: number | null }[] }) =>
  own.reduce((sum, { gross }) => sum + (gross ?? 0), 0);
const labelOf = (gross: number | null) => `€${gross}`;

/**
 * Inputs of `@requires` inside of value types and of other entities, for entities that come from the subgraph that needs
 * them; and what is computed from them is required in turn.
 */
export const requiresOnValues: Scenario = {
  subgraphs: [
    {
      name: 'cars',
      typeDefs: `
        type Query { cars: [Car] car(id: ID!): Car }
        type Car @key(fields: "id") { id: ID! net: Int maker: Maker parts: [Part] }
        type Part { kind: String count: Int }
        type Maker @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          cars: () => cars,
          car: (_: unknown, { id }: { id: string }) => findRecord(cars, 'id')({ id }),
        },
        Car: { __resolveReference: findRecord(cars, 'id') },
        Maker: { __resolveReference: findRecord(makers, 'id') },
      },
    },
    {
      name: 'makers',
      typeDefs: `
        type Query { makers: [Maker!] }
        type Maker @key(fields: "id") { id: ID! name: String country: Country }
        type Country { code: String tax: Int }`,
      resolvers: { Query: { makers: () => makers }, Maker: { __resolveReference: findRecord(makers, 'id') } },
    },
    {
      name: 'prices',
      typeDefs: `
        type Query { cheapest: Car }
        type Car @key(fields: "id") {
          id: ID!
          net: Int @external
          maker: Maker @external
          gross(plus: Int! = 0): Int @requires(fields: "net maker { country { tax } }")
        }
        type Maker @key(fields: "id") { id: ID! country: Country @external cars: [Car] }
        type Country { tax: Int @external }`,
      resolvers: {
        Query: { cheapest: () => ({ id: '2' }) },
        Car: {
          __resolveReference: (reference) => reference,
          gross: (car: Car, { plus }: { plus: number }) => grossOf(car) + plus,
        },
        Maker: {
          __resolveReference: (reference) => reference,
          cars: (maker: { id: string }) => carsOf(maker).map(({ id }) => ({ id })),
        },
      },
    },
    {
      name: 'labels',
      typeDefs: `
        type Query { labelled: [Car] }
        type Car @key(fields: "id") {
          id: ID! gross(plus: Int! = 0): Int @external label: String @requires(fields: "gross(plus: 2)")
        }
        type Maker @key(fields: "id") {
          id: ID! cars: [Car] @external sum: Int @requires(fields: "cars { gross }")
        }`,
      resolvers: {
        Query: { labelled: () => cars.map(({ id }) => ({ id })) },
        Car: {
          __resolveReference: (reference) => reference,
          label: ({ gross }: { gross: number | null }) => labelOf(gross),
        },
        Maker: { __resolveReference: (reference) => reference, sum: sumOf },
      },
    },
    {
      name: 'tags',
      typeDefs: `type Car @key(fields: "id") {
        id: ID! label: String @external tag: String @requires(fields: "label")
      }`,
      resolvers: {
        Car: {
          __resolveReference: (reference) => reference,
          tag: ({ label }: { label: string }) => `#${label}`,
        },
      },
    },
  ],
  monolithResolvers: {
    Query: { cheapest: () => cars[1], labelled: () => cars },
    Car: {
      label: (car: Car) => labelOf(grossOf(car) + 2),
      tag: (car: Car) => `#${labelOf(grossOf(car) + 2)}`,
    },
    Maker: {
      cars: carsOf,
      sum: (maker: { id: string }) => sumOf({ cars: carsOf(maker).map((car) => ({ gross: grossOf(car) })) }),
    },
  },
};
