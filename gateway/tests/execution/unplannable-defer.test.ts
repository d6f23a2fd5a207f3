import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { createEngine } from '../../src/execution/create-engine.ts';
import { openScenario } from '../oracle/open-scenario.ts';
import { interfacesWithoutTypes } from '../oracle/scenarios/interfaces-without-types.ts';
import { scenarios } from '../oracle/scenarios.ts';

/** On each of these Apollo's planner fails: when it no longer does, the case can go. */
for (const [name, query] of [
  ['contexts', '{ ... on Query @defer { users { profile { price name } profiles { id } } } }'],
  ['contexts', '{ users { ... on User @defer { id currency profile { price id } profiles { id price } } } }'],
  ['interfaceObjectsThatRequire', '{ winner { id ... on Pet @defer { about } } pets { price } }'],
] as const) {
  test(`@defer that cannot be planned is answered at once in ${name}: ${query}`, async (context) => {
    const scenario = scenarios[name];
    assert.ok(scenario);
    await using open = await openScenario(scenario);
    await using engine = await createEngine({ supergraphSdl: open.sdl });
    const planning = context.mock.method(QueryPlanner.prototype, 'buildQueryPlan');
    const prepared = await engine.prepare(parse(query), undefined, { isIncremental: true });
    assert.ok(
      planning.mock.calls.some(({ error }) => error !== undefined),
      'the planner fails',
    );
    const { initial, deferred } = await engine.executeIncrementally(prepared, { variables: {}, headers: {} });
    assert.equal(deferred, undefined);
    const expected = await open.expect({ query: query.replaceAll('@defer', ''), variables: {} });
    assert.deepEqual(
      JSON.parse(JSON.stringify(initial)),
      JSON.parse(JSON.stringify({ data: expected.data })),
    );
  });
}

for (const query of [
  '{ ... @defer { ghost { noise } } }',
  '{ house { name } ... @defer { house { id } ghost { noise } } }',
  '{ ... @defer { count ... @defer { ghost { noise } } } }',
]) {
  test(`a field that no subgraph can resolve is told at its path when it comes later: ${query}`, async () => {
    await using open = await openScenario(interfacesWithoutTypes);
    await using engine = await createEngine({ supergraphSdl: open.sdl });
    const prepared = await engine.prepare(parse(query), undefined, { isIncremental: true });
    const { initial, deferred } = await engine.executeIncrementally(prepared, { variables: {}, headers: {} });
    assert.equal(initial.errors, undefined, 'it is told with its part');
    const parts = (await Array.fromAsync(deferred ?? [])).flat();
    const told = parts.flatMap(({ data, errors = [] }) => errors.map(({ path }) => ({ data, path })));
    assert.deepEqual(
      told.map(({ path }) => path),
      [['ghost']],
    );
    assert.equal((told[0]?.data as { readonly ghost?: unknown } | null)?.ghost, null);
  });
}
