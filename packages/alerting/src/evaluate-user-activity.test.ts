import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgressCache } from './create-progress-cache.ts';
import { evaluateUserActivity } from './evaluate-user-activity.ts';
import type { EvaluationStore } from './evaluation-store.ts';
import { sampleEvent } from './test-support/sample-event.ts';
import { sampleRule } from './test-support/sample-rule.ts';
import { createUserState } from './user-state-document.ts';

const now = () => Date.UTC(2026, 2, 1, 13);

/** A store in memory that counts what it is asked for. */
function createCountingStore() {
  let state = createUserState('ada');
  let version = 0;
  const asked: string[] = [];
  const store: EvaluationStore = {
    listDue: async () => [],
    async load() {
      asked.push('load');
      return { rules: [sampleRule()], coefficients: null, state, etag: String(version) };
    },
    async commit(commit) {
      asked.push('commit');
      if (commit.etag !== String(version)) return null;
      state = commit.state;
      version += 1;
      return String(version);
    },
  };
  return { store, asked };
}

test('a page of one user is one read and one transaction, however many events it has', async () => {
  const { store, asked } = createCountingStore();
  const dependencies = { store, cache: createProgressCache(), now };
  for (const size of [1, 10, 100, 500]) {
    const events = Array.from({ length: size }, (_, n) =>
      sampleEvent(size * 1000 + n, n < size / 2 ? 500 : 0),
    );
    asked.length = 0;
    await evaluateUserActivity(dependencies, 'ada', events);
    assert.deepEqual(asked, ['load', 'commit']);
  }
});

test('alerts that are too many for one transaction take several, and no further read', async () => {
  const { store, asked } = createCountingStore();
  const events = Array.from({ length: 250 }, (_, n) => sampleEvent(n, n % 2 ? 500 : 0));
  const raised = await evaluateUserActivity({ store, cache: createProgressCache(), now }, 'ada', events);
  assert.deepEqual(
    raised.map(({ sequence }) => sequence),
    Array.from({ length: 125 }, (_, index) => index + 1),
  );
  assert.deepEqual(asked, ['load', 'commit', 'commit', 'commit']);
});

test('who was overtaken begins again with what is not committed yet', async () => {
  const { store, asked } = createCountingStore();
  let commits = 0;
  const contended: EvaluationStore = {
    ...store,
    commit: async (commit) => (++commits === 2 ? null : store.commit(commit)),
  };
  const events = Array.from({ length: 150 }, (_, n) => sampleEvent(n, n % 2 ? 500 : 0));
  const dependencies = { store: contended, cache: createProgressCache(), now };
  const raised = await evaluateUserActivity(dependencies, 'ada', events);
  assert.deepEqual(
    raised.map(({ sequence }) => sequence),
    Array.from({ length: 75 }, (_, index) => index + 1),
  );
  assert.deepEqual(asked, ['load', 'commit', 'load', 'commit']);
});
