import { findRecord } from '../find-record.ts';
import type { Scenario } from '../scenario.ts';

const parts = [
  { id: 'p1', made: { year: 1999, place: { town: 'Turin', code: 7 } }, cost: 3 },
  { id: 'p2', made: { year: null, place: null }, cost: null },
];
const boxes = [
  { id: '1', size: { width: 2, height: 3, unit: { name: 'cm', factor: 1 } }, parts, main: parts[0] },
  { id: '2', size: { width: 0, height: null, unit: null }, parts: [parts[1], null], main: null },
  { id: '3', size: null, parts: null, main: parts[1] },
];
interface Size {
  readonly width?: number | null;
  readonly height?: number | null;
  readonly unit?: { readonly name?: string; readonly factor?: number } | null;
}
interface Part {
  readonly cost?: number | null;
  readonly made?: {
    readonly year?: number | null;
    readonly place?: { readonly town?: string; readonly code?: number } | null;
  } | null;
}
interface Box {
  readonly id: string;
  readonly size?: Size | null;
  readonly parts?: readonly (Part | null)[] | null;
  readonly main?: Part | null;
}
const text = (...values: unknown[]) => values.map((value) => JSON.stringify(value ?? null)).join(' ');
const computed = {
  wide: ({ size }: Box) => text(size?.width),
  high: ({ size }: Box) => text(size?.height),
  unit: ({ size }: Box) => text(size?.unit?.name),
  area: ({ size }: Box) => text(size?.width, size?.height, size?.unit?.factor),
  years: (box: Box) => text(box.parts?.map((part) => part?.made?.year ?? null)),
  towns: (box: Box) => text(box.parts?.map((part) => part?.made?.place?.town ?? null)),
  price: (box: Box, { plus }: { plus: number }) => text(box.main?.cost, box.main?.made?.place?.code, plus),
};

/** Several fields of one subgraph that require different parts of the same objects, at each depth, of entities and values. */
export const nestedRequires: Scenario = {
  subgraphs: [
    {
      name: 'boxes',
      typeDefs: `
        type Query { boxes: [Box] box(id: ID!): Box }
        type Box @key(fields: "id") { id: ID! size: Size parts: [Part] main: Part }
        type Size { width: Int height: Int unit: Unit }
        type Unit { name: String factor: Int }
        type Part @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          boxes: () => boxes,
          box: (_: unknown, { id }: { id: string }) => findRecord(boxes, 'id')({ id }),
        },
        Box: { __resolveReference: findRecord(boxes, 'id') },
        Part: { __resolveReference: findRecord(parts, 'id') },
      },
    },
    {
      name: 'parts',
      typeDefs: `
        type Query { parts: [Part!] }
        type Part @key(fields: "id") { id: ID! made: Making cost: Int }
        type Making { year: Int place: Place }
        type Place { town: String code: Int }`,
      resolvers: { Query: { parts: () => parts }, Part: { __resolveReference: findRecord(parts, 'id') } },
    },
    {
      name: 'labels',
      typeDefs: `
        type Query { labelled: [Box] }
        type Box @key(fields: "id") {
          id: ID! size: Size @external parts: [Part] @external main: Part @external
          wide: String @requires(fields: "size { width }")
          high: String @requires(fields: "size { height }")
          unit: String @requires(fields: "size { unit { name } }")
          area: String @requires(fields: "size { width height unit { factor } }")
          years: String @requires(fields: "parts { made { year } }")
          towns: String @requires(fields: "parts { made { place { town } } }")
          price(plus: Int! = 0): String @requires(fields: "main { cost made { place { code } } }")
        }
        type Size { width: Int @external height: Int @external unit: Unit @external }
        type Unit { name: String @external factor: Int @external }
        type Part @key(fields: "id") { id: ID! made: Making @external cost: Int @external }
        type Making { year: Int @external place: Place @external }
        type Place { town: String @external code: Int @external }`,
      resolvers: {
        Query: { labelled: () => boxes.map(({ id }) => ({ id })) },
        Box: { __resolveReference: (reference) => reference, ...computed },
      },
    },
    {
      name: 'signs',
      typeDefs: `type Box @key(fields: "id") {
        id: ID! wide: String @external towns: String @external
        sign: String @requires(fields: "wide") board: String @requires(fields: "towns")
      }`,
      resolvers: {
        Box: {
          __resolveReference: (reference) => reference,
          sign: ({ wide }: { wide: string }) => text(wide),
          board: ({ towns }: { towns: string }) => text(towns),
        },
      },
    },
  ],
  monolithResolvers: {
    Query: { labelled: () => boxes },
    Box: {
      sign: (box: Box) => text(computed.wide(box)),
      board: (box: Box) => text(computed.towns(box)),
    },
  },
};
