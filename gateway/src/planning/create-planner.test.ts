import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import { startTestSupergraph } from '../../tests/helpers/start-test-supergraph.ts';
import { buildSupergraph } from '../supergraph/build-supergraph.ts';
import { createPlanner } from './create-planner.ts';
import { createPlanningContext } from './create-planning-context.ts';
import { createFetchDocuments } from './fetches/fetch-documents.ts';

const request = { overrides: new Map<string, boolean>(), documents: createFetchDocuments() };

async function startPlanner(options: { readonly maxFieldsInline: number; readonly timeoutMs?: number }) {
  await using supergraph = await startTestSupergraph({
    subgraphs: [{ name: 'a', typeDefs: 'type Query { a: Int b(x: Int): Int }', resolvers: {} }],
  });
  const { sdl } = supergraph;
  const context = createPlanningContext(buildSupergraph(sdl));
  return createPlanner({ sdl, context, timeoutMs: 20_000, ...options });
}

/** An operation that no thread plans within a millisecond, however idle the machine is. */
const takesLong = (field: string) =>
  `{ ${Array.from({ length: 5_000 }, (_, index) => `f${index}: ${field}`).join(' ')} }`;

test('another thread makes the same plan', async () => {
  await using inline = await startPlanner({ maxFieldsInline: 10 });
  await using threaded = await startPlanner({ maxFieldsInline: 0 });
  const document = parse('query A($x: Int) { a b(x: $x) }');
  const plan = await threaded.plan(document, request);
  assert.deepEqual(plan, JSON.parse(JSON.stringify(await inline.plan(document, request))));
  assert.deepEqual(await threaded.plan(document, request), plan);
});

test('an operation that takes too long to plan is given up, and the next is planned', async () => {
  await using planner = await startPlanner({ maxFieldsInline: 0, timeoutMs: 0 });
  await assert.rejects(planner.plan(parse(takesLong('a')), request), {
    code: 'QUERY_PLAN_COMPLEXITY_EXCEEDED',
  });
  await assert.rejects(planner.plan(parse(takesLong('b')), request), {
    code: 'QUERY_PLAN_COMPLEXITY_EXCEEDED',
  });
});

test('an operation that cannot be planned fails, and the next is planned', async () => {
  await using planner = await startPlanner({ maxFieldsInline: 0 });
  await assert.rejects(planner.plan(parse('{ unknown }'), request), { code: 'QUERY_PLANNING_FAILED' });
  assert.equal((await planner.plan(parse('{ a }'), request)).kind, 'QueryPlan');
});

test('an operation that took too long is refused without being planned for a while, and no other is', async () => {
  await using planner = await startPlanner({ maxFieldsInline: 0, timeoutMs: 0 });
  const refusal = (text: string) =>
    planner.plan(parse(text), request).then(
      () => 'planned',
      (error: { readonly code: string }) => error.code,
    );
  const nextTurn = () => new Promise<string>((resolve) => setImmediate(resolve, 'planning'));
  await refusal(takesLong('a'));
  assert.equal(await Promise.race([refusal(takesLong('a')), nextTurn()]), 'QUERY_PLAN_COMPLEXITY_EXCEEDED');
  const other = refusal(takesLong('b(x: 1)'));
  assert.equal(await Promise.race([other, nextTurn()]), 'planning');
  await other;
});
