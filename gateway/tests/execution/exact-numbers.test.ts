import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildSchema } from 'graphql';
import { writeResult } from '../../src/execution/writing/write-result.ts';
import { parseJson } from '../../src/values/parse-json.ts';
import { completeLeaf } from '../helpers/complete-leaf.ts';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';

const [one, two] = ['9007199254740992', '9007199254740993'];
const long = (text: string) => parseJson(text);

let open: TestEngine;

before(async () => {
  open = await startTestEngine({
    subgraphs: [
      {
        name: 'orders',
        typeDefs: `
          scalar Long
          scalar JSON
          type Order @key(fields: "id") { id: Long!, properties: JSON, weight: Float, label: ID }
          type Query { orders: [Order], echo(long: Long, json: JSON): JSON }
        `,
        resolvers: {
          Query: {
            orders: () =>
              [one, two, two].map((text) => ({
                id: long(text),
                properties: { orderId: long(text), amounts: [long('0.12345678901234567891')] },
              })),
            echo: (_parent: unknown, { long, json }: { long?: unknown; json?: unknown }) => json ?? long,
          },
        },
      },
      {
        name: 'names',
        typeDefs: `
          scalar Long
          type Order @key(fields: "id") { id: Long!, name: String }
        `,
        resolvers: { Order: { __resolveReference: ({ id }) => ({ id, name: `order ${String(id)}` }) } },
      },
    ],
  });
});

after(() => open[Symbol.asyncDispose]());

test('keys that differ beyond a double are different entities, and reach both sides unchanged', async () => {
  open.supergraph.requests.length = 0;
  const answer = await open.run('{ orders { id name properties } }');
  const order = (id: string) =>
    `{"id":${id},"name":"order ${id}","properties":{"orderId":${id},"amounts":[0.12345678901234567891]}}`;
  assert.equal(writeResult(answer), `{"data":{"orders":[${[one, two, two].map(order).join()}]}}`);
  const { representations } = open.supergraph.requests[1]?.variables ?? {};
  assert.equal(
    JSON.stringify(representations),
    `[{"__typename":"Order","id":${one}},{"__typename":"Order","id":${two}}]`,
  );
});

test('variables pass unchanged, as part of objects too', async () => {
  const query = 'query($long: Long, $json: JSON) { echo(long: $long, json: $json) }';
  assert.equal(writeResult(await open.run(query, { long: long(two) })), `{"data":{"echo":${two}}}`);
  const json = `{"orderId":${two},"amounts":[-1e400,"${two}"]}`;
  const variables = { json: parseJson(json) };
  assert.equal(writeResult(await open.run(query, variables)), `{"data":{"echo":${json}}}`);
});

test('queries that differ beyond a double alone are not answered as one', async () => {
  const query = 'query($long: Long) { echo(long: $long) }';
  const answers = await Promise.all([one, two].map((text) => open.run(query, { long: long(text) })));
  assert.deepEqual(answers.map(writeResult), [`{"data":{"echo":${one}}}`, `{"data":{"echo":${two}}}`]);
});

test('Float and ID take numbers of many digits; Int, Boolean and String take none', () => {
  const schema = buildSchema('type Query { f: Float, i: Int, id: ID, b: Boolean, s: String }');
  const complete = (name: string, text: string) => {
    const type = schema.getType(name);
    return completeLeaf(type as Parameters<typeof completeLeaf>[0], text);
  };
  assert.equal(complete('Float', '0.12345678901234567891'), '0.12345678901234567891');
  assert.equal(complete('ID', two), `"${two}"`);
  assert.equal(complete('ID', '0.12345678901234567891'), undefined);
  assert.equal(complete('Float', '1e400'), undefined);
  for (const name of ['Int', 'Boolean', 'String']) assert.equal(complete(name, two), undefined, name);
});
