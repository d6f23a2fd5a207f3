import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type DocumentNode, parse } from 'graphql';
import { createEngine } from '../../src/execution/create-engine.ts';
import type { Engine } from '../../src/execution/engine.ts';
import { countWork } from '../helpers/count-work.ts';
import { startTestSupergraph, type TestSupergraph } from '../helpers/start-test-supergraph.ts';

const members = Array.from({ length: 20 }, (_, n) => `M${n}`);
const repeat = (n: number, write: (at: number) => string) =>
  Array.from({ length: n }, (_, at) => write(at)).join(' ');
const variables = (n: number) => repeat(n, (at) => `$c${at}: Boolean!`);

/** Operations by their size. */
const shapes: Readonly<Record<string, (n: number) => string>> = {
  'lists in literals': (n) => `{ a(x: ${'['.repeat(n)}1${']'.repeat(n)}) }`,
  'objects in literals': (n) => `{ a(x: ${'{y: '.repeat(n)}1${'}'.repeat(n)}) }`,
  'variables in literals': (n) => `query ($v: JSON) { a(x: ${'['.repeat(n)}$v${']'.repeat(n)}) }`,
  'lists in defaults': (n) => `query ($v: JSON = ${'['.repeat(n)}1${']'.repeat(n)}) { a(x: $v) }`,
  'many literals': (n) => `{ o { ${repeat(n, (at) => `a${at}: a(x: ${at})`)} } }`,
  aliases: (n) => `{ ${repeat(n, (at) => `o${at}: o { b }`)} }`,
  depth: (n) => `{ o { ${'o2 { '.repeat(n)} b ${'} '.repeat(n)} } }`,
  'fragments in each other': (n) =>
    `{ o { ...F0 } } ${repeat(n, (at) => `fragment F${at} on O { a${at}: b ...F${at + 1} }`)} fragment F${n} on O { b }`,
  'interfaces in each other': (n) =>
    `{ i { ${'... on I { i { '.repeat(n)} ... on O { b } ${'}} '.repeat(n)} } }`,
  conditions: (n) =>
    `query (${variables(n)}) { o { ${repeat(n, (at) => `... @include(if: $c${at}) { b o2 { b } }`)} } }`,
  'conditions in each other': (n) =>
    `query (${variables(n)}) { o { ${repeat(n, (at) => `... @skip(if: $c${at}) {`)} b ${'} '.repeat(n)} } }`,
  'members of a union': (n) => `{ u { ${repeat(n, (at) => `... on M${at % 20} { id g${at}: g }`)} } }`,
  'interfaces of many types': (n) => `{ x { ${repeat(n, () => 'y x {')} y ${'} '.repeat(n)} } }`,
  'ways through shareable fields': (n) => `{ s { ${repeat(n, () => 's2 { w v')} ${'} '.repeat(n)} } }`,
  'deferred fragments': (n) => `{ o { ${repeat(n, (at) => `... @defer { a${at}: b }`)} } }`,
  'conditions of deferred fragments': (n) =>
    `query (${variables(n)}) { o { ${repeat(n, (at) => `... @defer(if: $c${at}) { a${at}: b }`)} } }`,
};

let supergraph: TestSupergraph;

before(async () => {
  const of = (write: (member: string) => string) => members.map(write).join('\n');
  supergraph = await startTestSupergraph({
    subgraphs: [
      {
        name: 'a',
        typeDefs: `
          scalar JSON
          type Query { a(x: JSON): Int o: O u: U i: I x: X s: S }
          union U = ${members.join(' | ')}
          interface I { i: I }
          interface X { x: X }
          type O implements I @key(fields: "id") { id: ID! a(x: JSON): Int i: I }
          type S @key(fields: "id") { id: ID! s: S @shareable v: Int @shareable }
          ${of((member) => `type ${member} implements X @key(fields: "id") { id: ID! x: X }`)}`,
        resolvers: {},
      },
      {
        name: 'b',
        typeDefs: `
          interface X { y: Int }
          type O @key(fields: "id") { id: ID! b: Int o2: O }
          type S @key(fields: "id") { id: ID! s2: S @shareable w: Int @shareable }
          ${of((member) => `type ${member} implements X @key(fields: "id") { id: ID! g: Int y: Int }`)}`,
        resolvers: {},
      },
      {
        name: 'c',
        typeDefs: `type S @key(fields: "id") { id: ID! s: S @shareable s2: S @shareable v: Int @shareable w: Int @shareable }`,
        resolvers: {},
      },
    ],
  });
});
after(() => supergraph[Symbol.asyncDispose]());

/** What this thread does to plan and compile an operation for the first time; also when the worker gives it up. */
async function workFor(document: DocumentNode): Promise<number> {
  await using engine = await createEngine({ supergraphSdl: supergraph.sdl, planning: { timeoutMs: 1 } });
  const prepare = (operation: DocumentNode): Promise<unknown> =>
    (engine satisfies Engine).prepare(operation, undefined, { isIncremental: true });
  await prepare(parse('{ o { b } }'));
  return countWork(() =>
    prepare(document).catch((error: unknown) => assert.match(String(error), /Planning/)),
  );
}

for (const [name, shape] of Object.entries(shapes)) {
  test(`this thread does no more than in proportion to planning ${name}`, async () => {
    const [small, large] = [await workFor(parse(shape(20))), await workFor(parse(shape(40)))];
    assert.ok(large < small * 2.6 + 20_000, `${small} calls for 20, ${large} for 40`);
    assert.ok(large < 2_000_000, `${large} calls`);
  });
}
