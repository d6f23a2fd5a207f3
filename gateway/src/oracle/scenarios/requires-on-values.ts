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

/** Inputs of `@requires` inside of value types and of other entities, for entities that come from the subgraph that needs them. */
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
          cars: ({ id }: { id: string }) =>
            cars.filter(({ maker }) => maker?.id === id).map((car) => ({ id: car.id })),
        },
      },
    },
  ],
  monolithResolvers: {
    Query: { cheapest: () => cars[1] },
    Maker: { cars: ({ id }: { id: string }) => cars.filter(({ maker }) => maker?.id === id) },
  },
};
