import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import { createEngine } from '../../src/execution/create-engine.ts';
import { openScenario } from '../oracle/open-scenario.ts';
import { scenarios } from '../oracle/scenarios.ts';

for (const [name, query] of [
  ['contexts', '{ users { id ... @defer { profile { ... @defer { price name } } } } }'],
  ['contexts', '{ users { profile { id ... @defer { price } } profiles { ... @defer { price } } } }'],
  ['entityInterfaces', '{ viewed { ... on Person { ... @defer { rank } } } }'],
  [
    'entityInterfaces',
    '{ viewed { ... @defer { rank } ... on Company { ... on Party @defer { views rank } } } }',
  ],
] as const) {
  test(`@defer is answered, sooner or later, wherever it stands in ${name}: ${query}`, async () => {
    const scenario = scenarios[name];
    assert.ok(scenario);
    await using open = await openScenario(scenario);
    await using engine = await createEngine({ supergraphSdl: open.sdl });
    const operation = await engine.prepare(parse(query), undefined, { isIncremental: true });
    const { initial, deferred } = await engine.executeIncrementally(operation, {
      variables: {},
      headers: {},
    });
    assert.equal(initial.errors, undefined);
    const parts = (await Array.fromAsync(deferred ?? [])).flat();
    assert.deepEqual(
      parts.flatMap(({ errors = [] }) => errors),
      [],
    );
    const expected = await open.expect({ query: query.replaceAll('@defer', ''), variables: {} });
    if (!deferred) assert.deepEqual(initial.data, JSON.parse(JSON.stringify(expected.data)));
  });
}
