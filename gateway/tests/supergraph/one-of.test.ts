import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeSubgraphs } from '../../src/supergraph/compose-subgraphs.ts';
import { composeSupergraph } from '../helpers/compose-supergraph.ts';
import { startLiveSubgraph } from '../helpers/start-live-subgraph.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';

// https://spec.graphql.org/September2025/#sec-OneOf-Input-Objects
const directive = 'directive @oneOf on INPUT_OBJECT';
const echo = (_: unknown, { by }: { readonly by: object }) => JSON.stringify(by);

/** Two subgraphs that share an input object, which one of them says is `@oneOf`. */
async function startSubgraphs() {
  await using cleanup = new AsyncDisposableStack();
  const strict = cleanup.use(
    await startLiveSubgraph({
      name: 'strict',
      typeDefs: `${directive} type Query { strict(by: By!): String } input By @oneOf { id: ID, name: String, in: By }`,
      resolvers: { Query: { strict: echo } },
    }),
  );
  const lax = cleanup.use(
    await startLiveSubgraph({
      name: 'lax',
      typeDefs: 'type Query { lax(by: By!): String } input By { id: ID, name: String, in: By }',
      resolvers: { Query: { lax: echo } },
    }),
  );
  const owned = cleanup.move();
  return { strict, lax, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function codeOf(
  gateway: TestGateway,
  query: string,
  variables: object = {},
): Promise<string | undefined> {
  return (await gateway.post({ query, variables })).body.errors?.[0]?.extensions.code;
}

test('@oneOf is kept by composition, and checked in literals and variables', async () => {
  await using subgraphs = await startSubgraphs();
  const { strict, lax } = subgraphs;
  await using gateway = await startTestGateway({ sdl: composeSupergraph([strict, lax]) });
  const { body } = await gateway.post({
    query: '{ strict(by: { id: 1 }) lax(by: { in: { name: "a" } }) __type(name: "By") { isOneOf } }',
  });
  assert.deepEqual(body, {
    data: { strict: '{"id":"1"}', lax: '{"in":{"name":"a"}}', __type: { isOneOf: true } },
  });
  for (const by of ['{}', '{ id: 1, name: "a" }', '{ id: null }', '{ in: { id: 1, name: null } }'])
    assert.equal(await codeOf(gateway, `{ lax(by: ${by}) }`), 'GRAPHQL_VALIDATION_FAILED', by);
  const query = 'query ($by: By!) { lax(by: $by) }';
  for (const by of [{}, { id: 1, name: 'a' }, { id: null }, { in: {} }])
    assert.equal(await codeOf(gateway, query, { by }), 'BAD_USER_INPUT', JSON.stringify(by));
  assert.equal(await codeOf(gateway, query, { by: { name: 'a' } }), undefined);
});

test('running subgraphs are composed with @oneOf too', async () => {
  await using subgraphs = await startSubgraphs();
  const { strict, lax } = subgraphs;
  await using gateway = await startTestGateway({
    env: { SUBGRAPHS: `strict=${strict.url},lax=${lax.url}` },
  });
  const query = '{ lax(by: { id: 1, name: "a" }) }';
  let code = await codeOf(gateway, query);
  while (code === 'SUPERGRAPH_NOT_LOADED') code = await codeOf(gateway, query);
  assert.equal(code, 'GRAPHQL_VALIDATION_FAILED');
});

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';
const compose = (...schemas: readonly string[]) =>
  composeSubgraphs(
    schemas.map((sdl, index) => ({ name: 'abc'[index] ?? '', url: '', typeDefs: link + sdl })),
  );

test('@oneOf may be undefined, on an extension, or on an extension alone', () => {
  for (const by of [
    'input By @oneOf { id: ID }',
    'input By { id: ID } extend input By @oneOf { name: ID }',
    'input By { id: ID } extend input By @oneOf',
  ])
    assert.match(compose(`type Query { a(by: By): Int } ${by}`), /input By[^{]*@oneOf/, by);
});

test('a field of a @oneOf that another subgraph requires is told, a default of another is left out', () => {
  const own = 'type Query { a(by: By): Int } input By @oneOf { id: ID, name: ID }';
  const other = (field: string) => `type Query { b(by: By): Int } input By { ${field}, name: ID }`;
  assert.throws(() => compose(own, other('id: ID!')), /"By" is @oneOf .* "id" must be nullable/);
  assert.match(compose(own, other('id: ID = 1')), /input By[^{]*@oneOf \{\n {2}id: ID\n/);
});

test('a supergraph that uses @oneOf without defining it is served', async () => {
  const sdl = compose('type Query { a(by: By): Int } input By @oneOf { id: ID, name: ID }');
  await using gateway = await startTestGateway({ sdl: sdl.replace('directive @oneOf on INPUT_OBJECT', '') });
  assert.equal(await codeOf(gateway, '{ a(by: {}) }'), 'GRAPHQL_VALIDATION_FAILED');
});

test('every problem of schemas that do not compose is told', () => {
  assert.throws(() => compose('type Query {', 'type Query { b: Nope }'), /\[a\] Syntax Error/);
  assert.throws(() => compose('type Query { a: Nope }', 'type Query { b: Nope }'), /\[a\][\s\S]*\[b\]/);
});
