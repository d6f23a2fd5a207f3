import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'graphql';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';
import { toEvent } from '../helpers/to-event.ts';

const cars = [
  { id: '1', gross: 10 },
  { id: '2', gross: 20 },
];
const resolveReference = (reference: unknown) => reference;
const labelOf = ({ gross }: { readonly gross: number }) => `€${gross}`;
const tagOf = ({ label }: { readonly label: string }) => `#${label}`;

let gateway: TestEngine;

/** `tag` requires `label`, which requires `gross`; cars come from the subgraph of `label`, which selects it too early. */
before(async () => {
  gateway = await startTestEngine({
    subgraphs: [
      {
        name: 'labels',
        typeDefs: `
          type Query { labelled: [Car] }
          type Subscription { carLabelled: Car }
          type Car @key(fields: "id") { id: ID! gross: Int @external label: String @requires(fields: "gross") }`,
        resolvers: {
          Query: { labelled: () => cars.map(({ id }) => ({ id })) },
          Car: { __resolveReference: resolveReference, label: labelOf },
        },
      },
      {
        name: 'prices',
        typeDefs: 'type Car @key(fields: "id") { id: ID! gross: Int }',
        resolvers: { Car: { __resolveReference: ({ id }) => cars.find((car) => car.id === id) } },
      },
      {
        name: 'tags',
        typeDefs: `type Car @key(fields: "id") {
          id: ID! label: String @external tag: String @requires(fields: "label") }`,
        resolvers: { Car: { __resolveReference: resolveReference, tag: tagOf } },
      },
    ],
    monolithResolvers: {
      Query: { labelled: () => cars },
      Car: { label: labelOf, tag: ({ gross }: { readonly gross: number }) => `#€${gross}` },
    },
  });
});
after(() => gateway[Symbol.asyncDispose]());

test('a field that is required and requires others is fetched after them, whatever a condition excludes', async () => {
  for (const isIncluded of [true, false]) {
    for (const query of [
      'query ($if: Boolean!) { labelled { tag @include(if: $if) label } }',
      'query ($if: Boolean!) { labelled { label @include(if: $if) tag } }',
      'query ($if: Boolean!) { labelled { id ... @include(if: $if) { label tag } } }',
    ])
      await gateway.compare(query, { if: isIncluded });
  }
});

test('the event of a subscription comes without it, and it is fetched for each event', async () => {
  for (const fields of ['id tag', 'label tag', 'tag gross']) {
    const document = parse(`subscription { carLabelled { ${fields} } }`);
    const prepared = await gateway.engine.prepare(document, undefined);
    assert.doesNotMatch(prepared.subscription?.operation ?? '', /label\b/);
    const event = toEvent({ data: { carLabelled: { __typename: 'Car', id: '1' } } });
    const { data, errors } = await gateway.engine.executeEvent(prepared, event, {
      variables: {},
      headers: {},
    });
    const whole = { id: '1', label: '€10', tag: '#€10', gross: 10 };
    const expected = fields.split(' ').map((name) => [name, whole[name as keyof typeof whole]]);
    assert.deepEqual([data, errors], [{ carLabelled: Object.fromEntries(expected) }, undefined]);
  }
});

for (const [query, first, later] of [
  ['{ labelled { id ... @defer { tag } } }', ['id'], ['tag']],
  ['{ labelled { label ... @defer { tag } } }', ['label'], ['tag']],
  ['{ labelled { tag ... @defer { label } } }', ['tag'], ['label']],
  ['{ labelled { id ... @defer { label tag } } }', ['id'], ['label', 'tag']],
  ['{ labelled { id ... @defer { label } ... @defer { tag } } }', ['id'], ['label', 'tag']],
] as const) {
  test(`deferred or not, it is there: ${query}`, async () => {
    const prepared = await gateway.engine.prepare(parse(query), undefined, { isIncremental: true });
    const request = { variables: {}, headers: {} };
    const { initial, deferred } = await gateway.engine.executeIncrementally(prepared, request);
    const pick = (names: readonly string[]) =>
      cars.map(({ id, gross }) => {
        const whole: Record<string, string> = { id, label: `€${gross}`, tag: `#€${gross}` };
        return Object.fromEntries(names.map((name) => [name, whole[name]]));
      });
    assert.deepEqual(initial, { data: { labelled: pick(first) } });
    const parts: Record<string, unknown>[] = [{}, {}];
    for await (const batch of deferred ?? []) {
      for (const { data, errors, path } of batch) {
        assert.equal(errors, undefined);
        Object.assign(parts[path[1] as number] ?? {}, data);
      }
    }
    assert.deepEqual(parts, pick(later));
  });
}
