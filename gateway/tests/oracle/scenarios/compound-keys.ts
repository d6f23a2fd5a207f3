import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const seats = [
  { id: '1', hall: 'A', row: 1, price: 10, isFree: true },
  { id: '1', hall: 'B', row: 1, price: 0, isFree: false },
  { id: '2', hall: 'B', row: 0, price: null, isFree: null },
];
const bookings = [
  { code: 'x', seats: [seats[0], seats[2]], best: seats[1] },
  { code: '', seats: [], best: null },
];

/** A key of several fields, of which parts repeat. */
export const compoundKeys: Scenario = {
  samples: { String: ['A', 'B', 'x', ''], Int: [1, 0] },
  subgraphs: [
    {
      name: 'halls',
      typeDefs: `
        type Query { seats: [Seat!] seat(id: ID!, hall: String!, row: Int!): Seat }
        type Seat @key(fields: "id hall row") { id: ID! hall: String! row: Int! price: Int }`,
      resolvers: {
        Query: {
          seats: () => seats,
          seat: (_: unknown, reference: Record<string, unknown>) =>
            findRecord(seats, 'id', 'hall', 'row')(reference),
        },
        Seat: { __resolveReference: findRecord(seats, 'id', 'hall', 'row') },
      },
    },
    {
      name: 'bookings',
      typeDefs: `
        type Query { bookings: [Booking] }
        type Booking @key(fields: "code") { code: String seats: [Seat] best: Seat }
        type Seat @key(fields: "id hall row") { id: ID! hall: String! row: Int! isFree: Boolean }`,
      resolvers: {
        Query: { bookings: () => bookings },
        Booking: { __resolveReference: findRecord(bookings, 'code') },
        Seat: { __resolveReference: findRecord(seats, 'id', 'hall', 'row') },
      },
    },
  ],
};
