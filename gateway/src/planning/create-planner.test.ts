import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import { buildSupergraph } from '../supergraph/build-supergraph.ts';
import { startTestSupergraph } from '../testing/start-test-supergraph.ts';
import { countFields, createPlanner } from './create-planner.ts';
import { createPlanningContext } from './create-planning-context.ts';

async function startPlanner(options: { readonly maxFieldsInline: number; readonly timeoutMs?: number }) {
  await using supergraph = await startTestSupergraph({
    subgraphs: [{ name: 'a', typeDefs: 'type Query { a: Int b(x: Int): Int }', resolvers: {} }],
  });
  const { sdl } = supergraph;
  const context = createPlanningContext(buildSupergraph(sdl));
  return createPlanner({ sdl, context, timeoutMs: 20_000, ...options });
}

test('another thread makes the same plan', async () => {
  await using inline = await startPlanner({ maxFieldsInline: 10 });
  await using threaded = await startPlanner({ maxFieldsInline: 0 });
  const document = parse('query A($x: Int) { a b(x: $x) }');
  const plan = await threaded.plan(document, new Map());
  assert.deepEqual(plan, JSON.parse(JSON.stringify(await inline.plan(document, new Map()))));
  assert.deepEqual(await threaded.plan(document, new Map()), plan);
});

test('an operation that takes too long to plan is given up, and the next is planned', async () => {
  await using planner = await startPlanner({ maxFieldsInline: 0, timeoutMs: 0 });
  await assert.rejects(planner.plan(parse('{ a }'), new Map()), { code: 'QUERY_PLANNING_FAILED' });
  await assert.rejects(planner.plan(parse('{ b }'), new Map()), { code: 'QUERY_PLANNING_FAILED' });
});

test('an operation that cannot be planned fails, and the next is planned', async () => {
  await using planner = await startPlanner({ maxFieldsInline: 0 });
  await assert.rejects(planner.plan(parse('{ unknown }'), new Map()), { code: 'QUERY_PLANNING_FAILED' });
  assert.equal((await planner.plan(parse('{ a }'), new Map())).kind, 'QueryPlan');
});

test('fields are counted as often as their fragments are spread, up to the limit', () => {
  const document = parse(
    '{ a ...F b { ...F } } fragment F on Query { c d { e ...G } } fragment G on Query { f }',
  );
  assert.equal(countFields(document, 100), 10);
  assert.equal(countFields(document, 3), 4);
});
