import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestEngine } from '../helpers/start-test-engine.ts';
import type { TestSubgraph } from '../helpers/test-subgraph.ts';

const interfaceObject = (name: string, typeName: string, field: string): TestSubgraph => ({
  name,
  typeDefs: `
    type Query { ${name}: ${typeName} }
    type ${typeName} @key(fields: "id") @interfaceObject { id: ID! ${field}: Int }`,
  resolvers: {
    Query: { [name]: () => ({ id: '1', [field]: 1 }) },
    [typeName]: { __resolveReference: (reference) => ({ ...reference, [field]: 1 }) },
  },
});

test('the type of what only interface objects declare is an error at its place alone', async () => {
  await using open = await startTestEngine({
    subgraphs: [
      {
        name: 'a',
        typeDefs: 'type Query { q: Int } interface B @key(fields: "id") { id: ID! }',
        resolvers: { Query: { q: () => 1 } },
      },
      interfaceObject('x', 'B', 'y'),
    ],
  });
  for (const query of ['{ x { __typename } q }', '{ x { ...F y } q } fragment F on B { id __typename }']) {
    const { data, errors } = await open.run(query);
    assert.deepEqual(data, { x: null, q: 1 });
    assert.deepEqual(
      errors?.map(({ path }) => path),
      [['x', '__typename']],
    );
  }
  await open.run('{ x { id y } }').then(({ data }) => assert.deepEqual(data, { x: { id: '1', y: 1 } }));
});

test('a type may be behind two interfaces, each with an interface object', async () => {
  const thing = { __typename: 'C', id: '1', n: 2 };
  const both = { __resolveType: () => 'C', __resolveReference: () => thing };
  await using open = await startTestEngine({
    subgraphs: [
      {
        name: 'a',
        typeDefs: `
          type Query { c: C }
          interface A @key(fields: "id") { id: ID! }
          interface B @key(fields: "id") { id: ID! }
          type C implements A & B @key(fields: "id") { id: ID! n: Int }`,
        resolvers: { Query: { c: () => thing }, A: both, B: both, C: { __resolveReference: () => thing } },
      },
      interfaceObject('x', 'A', 'ax'),
      interfaceObject('y', 'B', 'by'),
    ],
  });
  const { data, errors } = await open.run(
    '{ c { n ax by } x { __typename ... on C { n by } } y { ... on C { n ax } } }',
  );
  assert.equal(errors, undefined);
  assert.deepEqual(data, {
    c: { n: 2, ax: 1, by: 1 },
    x: { __typename: 'C', n: 2, by: 1 },
    y: { n: 2, ax: 1 },
  });
});
