import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';

const names = ['toString', 'constructor', '__proto__', 'hasOwnProperty', 'valueOf'];
let open: TestEngine;

before(async () => {
  open = await startTestEngine({
    subgraphs: [
      {
        name: 'one',
        typeDefs: `
          type Query { one(of: Int = 7): Int thing: Thing }
          type Thing @key(fields: "id") { id: ID! constructor: Int }`,
        resolvers: {
          Query: {
            one: (_: unknown, { of }: { of: unknown }) => of,
            thing: () => ({ id: '1', constructor: 5, valueOf: 1, toString: 2 }),
          },
        },
      },
      {
        name: 'two',
        typeDefs:
          'type Thing @key(fields: "id") { id: ID! two(of: Int = 8): Int valueOf: Int toString: Int }',
        resolvers: {
          Thing: {
            __resolveReference: ({ id }) => ({ id, valueOf: 1, toString: 2 }),
            two: (_: unknown, { of }: { of: unknown }) => of,
          },
        },
      },
    ],
  });
});
after(() => open[Symbol.asyncDispose]());

for (const name of names) {
  test(`a variable named ${name} can be left out, be null or have a value`, async () => {
    const query = `query ($${name}: Int) { one(of: $${name}) thing { two(of: $${name}) } }`;
    for (const variables of [{}, { [name]: null }, { [name]: 3 }]) {
      open.supergraph.requests.length = 0;
      await open.compare(query, variables);
      for (const request of open.supergraph.requests) {
        const { representations: _, ...sent } = request.variables;
        assert.deepEqual(Object.entries(sent), Object.entries(variables));
      }
    }
  });
}

test('fields and aliases of such names are fields as any other', async () => {
  await open.compare('{ thing { constructor valueOf toString hasOwnProperty: id __proto__: two } }');
});
