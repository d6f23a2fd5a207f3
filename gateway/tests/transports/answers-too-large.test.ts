import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTestSupergraph, type TestSupergraph } from '../helpers/start-test-supergraph.ts';

const people = Array.from({ length: 20 }, (_, index) => ({ id: `person ${index}` }));
const clubs = Array.from({ length: 20 }, (_, index) => ({ id: `club ${index}` }));

let supergraph: TestSupergraph;
let gateway: TestGateway;

before(async () => {
  supergraph = await startTestSupergraph({
    subgraphs: [
      {
        name: 'clubs',
        typeDefs: `
          type Query { people: [Person] }
          type Person @key(fields: "id") { id: ID! }
          type Club @key(fields: "id") { id: ID! members: [Person] }`,
        resolvers: {
          Query: { people: () => people },
          Club: { __resolveReference: (club) => club, members: () => people },
        },
      },
      {
        name: 'people',
        typeDefs: `
          type Person @key(fields: "id") { id: ID! clubs: [Club] }
          type Club @key(fields: "id") { id: ID! }`,
        resolvers: { Person: { __resolveReference: (person) => person, clubs: () => clubs } },
      },
    ],
  });
  gateway = await startTestGateway({ sdl: supergraph.sdl });
});

after(async () => {
  await gateway[Symbol.asyncDispose]();
  await supergraph[Symbol.asyncDispose]();
});

// Everybody is in every club: 20 to the power of 7 people.
const query = '{ people { clubs { members { clubs { members { clubs { members { id } } } } } } } }';
const message = 'The answer is larger than this gateway writes: ask for less at once.';

test('an operation whose answer would be huge is refused, and the gateway goes on', async () => {
  const { status, body } = await gateway.post({ query });
  assert.deepEqual(
    [status, body],
    [400, { errors: [{ message, extensions: { code: 'ANSWER_TOO_LARGE' } }] }],
  );
  assert.equal((await gateway.post({ query: '{ people { id } }' })).status, 200);
});

test('over WebSocket it is an error of that operation alone', async () => {
  const results = Array.fromAsync(gateway.connect().iterate({ query }));
  await assert.rejects(results, [{ message, extensions: { code: 'ANSWER_TOO_LARGE' } }]);
});
