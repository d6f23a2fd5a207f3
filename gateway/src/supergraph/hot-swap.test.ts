import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHotSwap } from './hot-swap.ts';

function create() {
  const disposed: string[] = [];
  const swap = createHotSwap<AsyncDisposable & { name: string }>({
    onDisposeError: () => disposed.push('failed'),
  });
  const value = (name: string, fail = false) => ({
    name,
    async [Symbol.asyncDispose]() {
      disposed.push(name);
      if (fail) throw new Error(name);
    },
  });
  return { swap, value, disposed };
}

test('there is nothing to lease before the first value', () => {
  const { swap } = create();
  assert.equal(swap.lease(), undefined);
  assert.equal(swap.current, undefined);
});

test('a replaced value is disposed of when its last lease ends', () => {
  const { swap, value, disposed } = create();
  swap.replace(value('one'));
  const leases = [swap.lease(), swap.lease()];
  swap.replace(value('two'));
  assert.equal(swap.current?.name, 'two');
  leases[0]?.[Symbol.dispose]();
  leases[0]?.[Symbol.dispose]();
  assert.deepEqual(disposed, []);
  leases[1]?.[Symbol.dispose]();
  assert.deepEqual(disposed, ['one']);
});

test('who leases an older value keeps the newer ones too', () => {
  const { swap, value, disposed } = create();
  swap.replace(value('one'));
  const lease = swap.lease();
  swap.replace(value('two'));
  swap.replace(value('three'));
  assert.deepEqual(disposed, []);
  lease?.[Symbol.dispose]();
  assert.deepEqual(disposed, ['one', 'two']);
});

test('observers hear the latest value and those to come, until they stop', () => {
  const { swap, value } = create();
  const heard: string[] = [];
  swap.replace(value('one'));
  const stop = swap.observe(({ name }) => heard.push(name));
  swap.replace(value('two'));
  stop();
  swap.replace(value('three'));
  assert.deepEqual(heard, ['one', 'two']);
});

test('disposing of the swap disposes of all values, and reports one that fails', async () => {
  const { swap, value, disposed } = create();
  swap.replace(value('one', true));
  swap.lease();
  swap.replace(value('two'));
  await swap[Symbol.asyncDispose]();
  assert.deepEqual(disposed.sort(), ['failed', 'one', 'two']);
});
