import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const parcels = [
  { id: '1', weight: 10, size: { width: 2, height: 3 } },
  { id: '2', weight: 0, size: null },
  { id: '3', weight: null, size: { width: null, height: 1 } },
];
type Parcel = (typeof parcels)[0];
const describe = ({ weight, size }: Parcel) => `${weight} kg, ${size?.width} by ${size?.height}`;

/** Fields computed from fields of another subgraph, nested ones and nulls included. */
export const requires: Scenario = {
  subgraphs: [
    {
      name: 'parcels',
      typeDefs: `
        type Query { parcels: [Parcel] }
        type Parcel @key(fields: "id") { id: ID! weight: Int size: Size }
        type Size { width: Int height: Int }`,
      resolvers: {
        Query: { parcels: () => parcels },
        Parcel: { __resolveReference: findRecord(parcels, 'id') },
      },
    },
    {
      name: 'shipping',
      typeDefs: `
        type Query { heaviest: Parcel }
        type Parcel @key(fields: "id") {
          id: ID!
          weight: Int @external
          size: Size @external
          label: String @requires(fields: "weight size { width height }")
          isHeavy: Boolean @requires(fields: "weight")
          carrier: String
        }
        type Size { width: Int @external height: Int @external }`,
      resolvers: {
        Query: { heaviest: () => ({ id: '1' }) },
        Parcel: {
          __resolveReference: (reference) => reference,
          label: describe,
          isHeavy: ({ weight }: Parcel) => weight !== null && weight > 5,
          carrier: ({ id }: Parcel) => (id === '3' ? null : `carrier ${id}`),
        },
      },
    },
  ],
  monolithResolvers: { Query: { heaviest: () => parcels[0] } },
};
