import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import { Parser } from 'graphql/language/parser.js';
import { startTestEngine } from '../helpers/start-test-engine.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';

/** Counts how often each text is parsed, by whomever. */
function countParsing(): Disposable & { readonly counts: ReadonlyMap<string, number> } {
  const counts = new Map<string, number>();
  const { parseDocument } = Parser.prototype;
  Parser.prototype.parseDocument = function (this: Parser) {
    const { body } = this._lexer.source;
    counts.set(body, (counts.get(body) ?? 0) + 1);
    return parseDocument.call(this);
  };
  return {
    counts,
    [Symbol.dispose]() {
      Parser.prototype.parseDocument = parseDocument;
    },
  };
}

const user = { __typename: 'User', id: '1', name: 'Ada', weight: 3, price: 5 };
const supergraph = {
  subgraphs: [
    {
      name: 'users',
      typeDefs: `type Query { users: [User] me: User }
        type User @key(fields: "id") { id: ID! name: String @authenticated weight: Int }`,
      resolvers: { Query: { users: () => [user], me: () => user } },
    },
    {
      name: 'shop',
      typeDefs: `type User @key(fields: "id") {
          id: ID! weight: Int @external price: Int @requires(fields: "weight") cart(large: Boolean): [Item]
        }
        type Item @key(fields: "upc") { upc: ID! }`,
      resolvers: { User: { __resolveReference: () => user, cart: () => [{ upc: 'a' }] } },
    },
    {
      name: 'items',
      typeDefs: 'type Item @key(fields: "upc") { upc: ID! title: String size: Int }',
      resolvers: { Item: { __resolveReference: () => ({ upc: 'a', title: 'A', size: 1 }) } },
    },
  ],
};

test('each operation of a plan is parsed once while the plan is made and compiled', async () => {
  await using running = await startTestEngine(supergraph);
  const document = parse(`query Home($large: Boolean) {
    users { name price small: cart(large: false) { title } cart(large: $large) { title size } }
    me { price cart { size } }
  }`);
  using parsing = countParsing();
  await running.engine.prepare(document, undefined);
  const fetches = [...parsing.counts.keys()].filter((text) => text.includes('_entities'));
  assert(fetches.length >= 5, fetches.join('\n'));
  assert.deepEqual(
    [...parsing.counts].filter(([, count]) => count > 1),
    [],
  );
});

test('a supergraph is parsed once when it is loaded, and once when it is replaced', async () => {
  await using running = await startTestEngine(supergraph);
  // Apollo's own classes print a schema and parse what they printed, which has no comments.
  const [sdl = '', next = ''] = ['one', 'two'].map((name) => `${running.supergraph.sdl}\n# ${name}\n`);
  using parsing = countParsing();
  await using gateway = await startTestGateway({
    sdl,
    settings: {
      demandControl: { mode: 'measure', maxCost: 1_000 },
      entityCache: { enabled: true },
    },
  });
  assert.equal(parsing.counts.get(sdl), 1);
  assert.equal((await gateway.post({ query: '{ me { price } }' })).status, 200);
  await gateway.rewrite(next);
  while (!parsing.counts.has(next)) await new Promise(setImmediate);
  assert.equal((await gateway.post({ query: '{ me { price } }' })).status, 200);
  assert.deepEqual([parsing.counts.get(sdl), parsing.counts.get(next)], [1, 1]);
});
