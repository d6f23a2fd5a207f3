import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { watchPath } from './watch-path.ts';

test('a file that an editor replaces has changed, again and again, one call after the other', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'watch-'));
  const path = join(directory, 'file');
  await writeFile(path, '0');
  let running = 0;
  let most = 0;
  let next = Promise.withResolvers<void>();
  const watching = watchPath({
    path,
    settleMs: 1,
    onLost: assert.ifError,
    async onChange() {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      next.resolve();
    },
  });
  for (let round = 1; round <= 3; round++) {
    next = Promise.withResolvers();
    await writeFile(join(directory, 'draft'), String(round));
    await rename(join(directory, 'draft'), path);
    await next.promise;
  }
  await watching[Symbol.asyncDispose]();
  assert.equal(most, 1);
  await rm(directory, { recursive: true });
});

test('a directory that is replaced is watched on', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'watch-'));
  const path = join(parent, 'directory');
  await mkdir(path);
  let next = Promise.withResolvers<void>();
  await using _watching = watchPath({
    path,
    settleMs: 1,
    onLost: assert.ifError,
    onChange: async () => next.resolve(),
  });
  await rename(path, join(parent, 'old'));
  await mkdir(path);
  await next.promise;
  for (let round = 0; round < 2; round++) {
    next = Promise.withResolvers();
    await writeFile(join(path, `file${round}`), '');
    await next.promise;
  }
  await rm(parent, { recursive: true });
});

test('what is not there cannot be watched', () => {
  const options = { path: '/nowhere/at/all', onChange: async () => {}, onLost: () => {} };
  assert.throws(() => watchPath(options), { code: 'ENOENT' });
});
