import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFairQueue, type FairQueueOptions } from './create-fair-queue.ts';

const options: FairQueueOptions = {
  slots: 2,
  slotsPerSubject: 2,
  maxWaitingPerSubject: 100,
  maxWaiting: 1_000,
  waitTimeoutMs: 60_000,
};

/** A queue whose tasks say when they begin, and end when they are told to. */
function startTasks(own: Partial<FairQueueOptions> = {}) {
  const queue = createFairQueue({ ...options, ...own });
  const begun: string[] = [];
  const running: (() => void)[] = [];
  return {
    begun,
    run: (subject: string) =>
      queue.run(subject, () => {
        begun.push(subject);
        return new Promise<void>((resolve) => running.push(resolve));
      }),
    /** Ends the task that runs longest. */
    async end() {
      running.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
    get running() {
      return running.length;
    },
    /** Ends all tasks, those that wait too. */
    async [Symbol.asyncDispose]() {
      while (running.length > 0) await this.end();
    },
  };
}

test('who comes later has a turn as soon as one task of who came first has ended, however many are waiting', async () => {
  await using tasks = startTasks();
  for (let count = 0; count < 50; count += 1) void tasks.run('greedy');
  void tasks.run('modest');
  void tasks.run('modest');
  await tasks.end();
  await tasks.end();
  await tasks.end();
  await tasks.end();
  assert.deepEqual(tasks.begun, ['greedy', 'greedy', 'modest', 'greedy', 'modest', 'greedy']);
});

test('one subject leaves slots to the others', async () => {
  await using tasks = startTasks({ slots: 3, slotsPerSubject: 2 });
  for (let count = 0; count < 5; count += 1) void tasks.run('greedy');
  void tasks.run('modest');
  assert.deepEqual(tasks.begun, ['greedy', 'greedy', 'modest']);
});

test('one subject alone gets through all its tasks in order, never more than its slots at a time', async () => {
  await using tasks = startTasks({ slots: 3, slotsPerSubject: 2 });
  const all = Promise.all(Array.from({ length: 20 }, () => tasks.run('a')));
  while (tasks.begun.length < 20) {
    assert.equal(tasks.running, 2);
    await tasks.end();
  }
  await tasks.end();
  await tasks.end();
  await all;
});

test('what waits is bounded for a subject and in all, and a refusal takes no slot', async () => {
  await using tasks = startTasks({ maxWaitingPerSubject: 3, maxWaiting: 4 });
  for (let count = 0; count < 5; count += 1) void tasks.run('a');
  await assert.rejects(() => tasks.run('a'), { code: 'TOO_MANY_REQUESTS' });
  void tasks.run('b');
  await assert.rejects(() => tasks.run('c'), { code: 'SERVICE_UNAVAILABLE' });
  for (let count = 0; count < 6; count += 1) await tasks.end();
  assert.equal(tasks.begun.length, 6);
  void tasks.run('c');
  assert.equal(tasks.begun.at(-1), 'c');
});

test('who has waited too long is told so, and those behind go on', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  await using tasks = startTasks({ slots: 1, waitTimeoutMs: 1_000 });
  void tasks.run('a');
  const late = assert.rejects(() => tasks.run('a'), { code: 'SERVICE_UNAVAILABLE' });
  t.mock.timers.tick(999);
  void tasks.run('b');
  t.mock.timers.tick(1);
  await late;
  await tasks.end();
  assert.deepEqual(tasks.begun, ['a', 'b']);
});

test('a task that fails gives its slot back', async () => {
  const queue = createFairQueue({ ...options, slots: 1 });
  const failing = assert.rejects(() => queue.run('a', () => Promise.reject(new Error('x'))), /x/);
  assert.equal(await queue.run('b', async () => 1), 1);
  await failing;
});
