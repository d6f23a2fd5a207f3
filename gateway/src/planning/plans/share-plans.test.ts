import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import { createFetchDocuments } from '../fetches/fetch-documents.ts';
import { sharePlans } from './share-plans.ts';

const documents = createFetchDocuments();

function createSharing(sdl = 'a', plans = new Map<string, string>()) {
  let made = 0;
  const makePlan = sharePlans(
    async () => {
      made += 1;
      return { kind: 'QueryPlan' };
    },
    {
      sdl,
      store: { get: async (key) => plans.get(key), set: async (key, plan) => void plans.set(key, plan) },
    },
  );
  return {
    plan: (text: string, label = false) =>
      makePlan(parse(text), { overrides: new Map([['l', label]]), documents }),
    plans,
    made: () => made,
  };
}

test('a plan that another process has made is not made again', async () => {
  const first = createSharing();
  const plan = await first.plan('{ a }');
  const second = createSharing('a', first.plans);
  assert.deepEqual(await second.plan('{   a }'), plan);
  assert.equal(second.made(), 0);
});

test('another operation, label or supergraph has another plan', async () => {
  const first = createSharing();
  for (const [text, label] of [
    ['{ a }', false],
    ['{ b }', false],
    ['{ a }', true],
  ] as const)
    await first.plan(text, label);
  await createSharing('b', first.plans).plan('{ a }');
  assert.equal(first.plans.size, 4);
});

test('a store that fails, or holds what is no plan, is done without', async () => {
  const { plan, plans, made } = createSharing();
  await plan('{ a }');
  for (const key of plans.keys()) plans.set(key, 'no plan');
  assert.deepEqual(await plan('{ a }'), { kind: 'QueryPlan' });
  assert.equal(made(), 2);
  const failing = sharePlans(async () => ({ kind: 'QueryPlan' }), {
    sdl: '',
    store: { get: () => Promise.reject(new Error('gone')), set: () => Promise.reject(new Error('gone')) },
  });
  assert.deepEqual(await failing(parse('{ a }'), { overrides: new Map(), documents }), { kind: 'QueryPlan' });
});

test('a store that does not answer is not waited for', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const asked = Promise.withResolvers<void>();
  const silent = sharePlans(async () => ({ kind: 'QueryPlan' }), {
    sdl: '',
    store: {
      get: () => {
        asked.resolve();
        return new Promise(() => {});
      },
      set: async () => {},
    },
  });
  const plan = silent(parse('{ a }'), { overrides: new Map(), documents });
  await asked.promise;
  context.mock.timers.tick(150);
  assert.deepEqual(await plan, { kind: 'QueryPlan' });
});
