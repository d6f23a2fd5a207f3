import { after, before, test } from 'node:test';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';

const media: readonly {
  readonly id: string;
  readonly animals: readonly object[];
  readonly [field: string]: unknown;
}[] = [
  {
    __typename: 'Book',
    id: 'b1',
    title: 'Emma',
    pages: 474,
    animals: [{ __typename: 'Dog', name: 'Rex', size: 'BIG' }],
  },
  {
    __typename: 'Film',
    id: 'f1',
    title: 'Alien',
    minutes: 117,
    animals: [{ __typename: 'Cat', name: 'Jones', size: 9 }],
  },
  { __typename: 'Song', id: 's1', title: 'Tea', animals: [] },
];
const find = ({ id }: Record<string, unknown>) => media.find((item) => item.id === id);

let gateway: TestEngine;

before(async () => {
  gateway = await startTestEngine({
    subgraphs: [
      {
        name: 'catalogue',
        typeDefs: `
          type Query { media: [Media!]! search: [Result] node(id: ID!): Node animals: [Animal] }
          interface Node { id: ID! }
          interface Media implements Node @key(fields: "id") { id: ID! title: String animals: [Animal] }
          type Book implements Media & Node @key(fields: "id") { id: ID! title: String pages: Int animals: [Animal] }
          type Film implements Media & Node @key(fields: "id") { id: ID! title: String minutes: Int animals: [Animal] }
          type Song implements Media & Node @key(fields: "id") { id: ID! title: String animals: [Animal] }
          union Result = Book | Film
          union Animal = Dog | Cat
          enum Size { BIG SMALL }
          type Dog { name: String! size: Size }
          type Cat { name: String size: Int }`,
        resolvers: {
          Query: {
            media: () => media,
            search: () => [media[1], null, media[0]],
            node: (_: unknown, { id }: { id: string }) => find({ id }),
            animals: () => media.flatMap(({ animals }) => [...animals]),
          },
          Media: { __resolveReference: find },
          Book: { __resolveReference: find },
          Film: { __resolveReference: find },
          Song: { __resolveReference: find },
        },
      },
      {
        name: 'ratings',
        typeDefs: `
          type Query { best: Media }
          type Media @interfaceObject @key(fields: "id") { id: ID! rating: Int related: [Media!]! }
          `,
        resolvers: {
          Query: { best: () => media[0] },
          Media: {
            __resolveReference: (reference) => reference,
            rating: ({ id }: { id: string }) => id.length * 3,
            related: ({ id }: { id: string }) => media.filter((item) => item.id !== id),
          },
        },
      },
      {
        name: 'prices',
        typeDefs: `
          type Book @key(fields: "id") { id: ID! price: Int pages: Int @external cost: Int @requires(fields: "pages") }
          type Film @key(fields: "id") { id: ID! price: String }`,
        resolvers: {
          Book: {
            __resolveReference: (reference) => reference,
            price: () => 12,
            cost: ({ pages }: { pages: number }) => pages * 2,
          },
          Film: { __resolveReference: (reference) => reference, price: () => 'twelve' },
        },
      },
    ],
  });
});

after(() => gateway[Symbol.asyncDispose]());

test('fragments on the types of an interface apply to their objects alone', async () => {
  await gateway.compare(
    `{ media { __typename id title ... on Book { pages price } ... on Film { minutes } ... on Node { nodeId: id } } }`,
  );
  await gateway.compare(
    `query { media { ...M } } fragment M on Media { ... on Book { pages cost } ... on Media { t: title ... on Film { __typename } } }`,
  );
});

test('members of a union that are null or of different types keep their place', async () => {
  await gateway.compare('{ search { ... on Book { title pages } ... on Film { title } } }');
  await gateway.compare('{ search { __typename } }');
  await gateway.compare('{ search { ... on Book { id } } }');
  await gateway.compare('{ search { ... on Node { id } ... on Media { rating } } }');
});

test('one alias stands for fields of different types in different members', async () => {
  await gateway.compare('{ animals { ... on Dog { name s: size } ... on Cat { n: name t: size } } }');
  await gateway.compare(
    '{ search { ... on Book { x: pages p: price } ... on Film { x: minutes q: price } } }',
  );
  await gateway.compare('{ search { ... on Book { a: pages } ... on Film { a: minutes } } }');
});

test('fields of an interface object reach every type of the interface', async () => {
  await gateway.compare('{ media { title rating ... on Film { minutes rating } } }');
  await gateway.compare('{ node(id: "f1") { id ... on Media { rating related { id rating } } } }');
  await gateway.compare('{ search { ... on Book { rating cost } ... on Film { r: rating } } }');
});

test('the type of an object that comes from an interface object is found', async () => {
  await gateway.compare('{ best { id rating } }');
  await gateway.compare('{ best { __typename id rating } }');
  await gateway.compare('{ best { title rating ... on Book { pages cost price } ... on Film { minutes } } }');
  await gateway.compare(
    '{ best { related { __typename title related { __typename rating ... on Song { title } } } } }',
  );
});

test('a root with nothing but __typename needs no subgraph', async () => {
  gateway.supergraph.requests.length = 0;
  await gateway.compare('{ __typename t: __typename }');
  await gateway.compare('query ($x: Boolean = false) { media @include(if: $x) { id } __typename }');
});
