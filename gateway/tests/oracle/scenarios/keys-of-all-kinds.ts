import { isDeepStrictEqual } from 'node:util';
import type { Scenario } from '../scenario.ts';

const things = [
  {
    name: 'one',
    level: 'LOW',
    ratio: 0,
    isOn: false,
    meta: { a: [1, null], b: { c: '' } },
    codes: ['x', 'y'],
    size: 1,
  },
  { name: 'two', level: 'HIGH', ratio: 1.5, isOn: true, meta: null, codes: [], size: 0 },
  {
    name: 'three',
    level: 'LOW',
    ratio: 0,
    isOn: false,
    meta: { b: { c: '' }, a: [1, null] },
    codes: ['y', 'x'],
    size: null,
  },
];
const boxes = [
  { id: 1, things, first: things[0] },
  { id: 0, things: [things[2], things[0]], first: null },
];
type Reference = Readonly<Record<string, unknown>>;
const findBy =
  (...keys: readonly (keyof (typeof things)[0])[]) =>
  (reference: Reference) =>
    things.find((thing) => keys.every((key) => isDeepStrictEqual(thing[key], reference[key])));

/** Keys that are enums, numbers, booleans, lists and custom scalars. */
export const keysOfAllKinds: Scenario = {
  subgraphs: [
    {
      name: 'boxes',
      typeDefs: `
        scalar JSON
        enum Level { LOW HIGH }
        type Query { boxes: [Box!] }
        type Box @key(fields: "id") { id: Int! things: [Thing] first: Thing }
        type Thing @key(fields: "level ratio isOn meta codes") {
          level: Level! ratio: Float! isOn: Boolean! meta: JSON codes: [String!]!
        }`,
      resolvers: {
        Query: { boxes: () => boxes },
        Box: { __resolveReference: ({ id }) => boxes.find((box) => box.id === id) },
        Thing: { __resolveReference: findBy('level', 'ratio', 'isOn', 'meta', 'codes') },
      },
    },
    {
      name: 'names',
      typeDefs: `
        scalar JSON
        enum Level { LOW HIGH }
        type Query { lookUp(level: Level!, isOn: Boolean! = false): [Thing] }
        type Thing @key(fields: "level ratio isOn meta codes") {
          level: Level! ratio: Float! isOn: Boolean! meta: JSON codes: [String!]! name: String size: Int
        }
        type Box @key(fields: "id") { id: Int! label: String }`,
      resolvers: {
        Query: {
          lookUp: (_: unknown, wanted: { level: string; isOn: boolean }) =>
            things.filter(({ level, isOn }) => level === wanted.level && isOn === wanted.isOn),
        },
        Thing: { __resolveReference: findBy('level', 'ratio', 'isOn', 'meta', 'codes') },
        Box: {
          __resolveReference: ({ id }) => boxes.find((box) => box.id === id),
          label: ({ id }: { id: number }) => `box ${id}`,
        },
      },
    },
  ],
};
