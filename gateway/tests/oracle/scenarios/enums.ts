import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const lamps = [
  { id: '1', colour: 'RED', mode: 'ON', modes: ['ON', 'OFF'], next: 'BLINK' },
  { id: '2', colour: 'GREEN', mode: null, modes: [null], next: 'ON' },
  // Unknown to the enum that clients see: an error here, as on one server.
  { id: '3', colour: 'PUCE', mode: 'ON', modes: ['ON', 'DIM'], next: null },
];

/** Enums whose values differ: all are in the output, only common ones in the input, and data may hold others. */
export const enums: Scenario = {
  subgraphs: [
    {
      name: 'lamps',
      typeDefs: `
        type Query { lamps: [Lamp] byColour(colours: [Colour!] = [RED], not: Colour): [Lamp] }
        type Lamp @key(fields: "id") { id: ID! colour: Colour mode: Mode @shareable modes: [Mode] }
        enum Colour { RED GREEN }
        enum Mode { ON OFF }`,
      resolvers: {
        Query: {
          lamps: () => lamps,
          byColour: (_: unknown, { colours, not }: { colours: string[] | null; not?: string | null }) =>
            lamps.filter(({ colour }) => colours?.includes(colour) && colour !== not),
        },
        Lamp: { __resolveReference: findRecord(lamps, 'id') },
      },
    },
    {
      name: 'modes',
      typeDefs: `
        type Lamp @key(fields: "id") { id: ID! mode: Mode @shareable next(after: Time = NOW): Mode }
        enum Mode { ON OFF BLINK }
        enum Time { NOW LATER }`,
      resolvers: {
        Lamp: {
          __resolveReference: findRecord(lamps, 'id'),
          next: (lamp: (typeof lamps)[0], { after }: { after: string | null }) =>
            after === 'NOW' ? lamp.next : 'OFF',
        },
      },
    },
  ],
};
