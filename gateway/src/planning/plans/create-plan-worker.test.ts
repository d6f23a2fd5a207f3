import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestSupergraph } from '../../../tests/helpers/start-test-supergraph.ts';
import { interfaceObjectsThatRequire } from '../../../tests/oracle/scenarios/interface-objects-that-require.ts';
import { type CreatePlanWorkerOptions, createPlanWorker } from './create-plan-worker.ts';

async function startWorker(options: Partial<CreatePlanWorkerOptions> = {}) {
  await using supergraph = await startTestSupergraph({
    subgraphs: [{ name: 'a', typeDefs: 'type Query { a: Int }', resolvers: {} }],
  });
  return createPlanWorker({ sdl: supergraph.sdl, timeoutMs: 60_000, idleMs: 60_000, ...options });
}

const job = { text: '{ a }', overrides: new Map<string, boolean>() };

test('of the operations that wait, the smallest is planned first', async () => {
  await using worker = await startWorker();
  const planned: number[] = [];
  const plan = (fields: number) => worker.plan(job, fields).then(() => void planned.push(fields));
  // The first has begun by the time that the others come.
  await Promise.all([plan(500), plan(300), plan(100), plan(200)]);
  assert.deepEqual(planned, [500, 100, 200, 300]);
});

test('operations are refused while too many wait, and those that wait are planned', async () => {
  await using worker = await startWorker({ maxWaiting: 2 });
  const plans = [1, 2, 3].map((fields) => worker.plan(job, fields));
  await assert.rejects(worker.plan(job, 1), { code: 'SERVICE_UNAVAILABLE' });
  for (const { kind } of await Promise.all(plans)) assert.equal(kind, 'QueryPlan');
  assert.equal((await worker.plan(job, 1)).kind, 'QueryPlan');
});

test('a thread that takes too much memory ends alone', async () => {
  await using worker = await startWorker({ maxHeapMb: 8 });
  await assert.rejects(worker.plan(job, 1), { code: 'QUERY_PLAN_COMPLEXITY_EXCEEDED' });
});

test('an operation with too many ways is refused as such, and the next is planned', async () => {
  await using supergraph = await startTestSupergraph({ subgraphs: interfaceObjectsThatRequire.subgraphs });
  await using worker = createPlanWorker({ sdl: supergraph.sdl, timeoutMs: 60_000, idleMs: 60_000 });
  const nested = `{ dearest { ${'... on Cat { show } friends { '.repeat(9)} id ${'} '.repeat(9)} } }`;
  const plan = (text: string) => worker.plan({ ...job, text }, 1);
  await assert.rejects(plan(nested), {
    code: 'QUERY_PLAN_COMPLEXITY_EXCEEDED',
    cause: /^Too many paths|^Too many options/,
  });
  assert.equal((await plan('{ dearest { id } }')).kind, 'QueryPlan');
});
