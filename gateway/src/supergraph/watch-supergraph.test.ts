import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { watchSupergraph } from './watch-supergraph.ts';

async function watchDirectory(fill: (directory: string) => Promise<string>) {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-'));
  const path = await fill(directory);
  const offered: string[] = [];
  const said: string[] = [];
  const arrivals = new EventEmitter();
  const say = (_details: object, message: string) => {
    said.push(message);
    arrivals.emit('change');
  };
  const source = watchSupergraph({ path, logger: { info: say, warn: say, error: say }, settleMs: 5 });
  const watching = await source.start(async (sdl) => {
    if (sdl === 'bad') throw new Error('it does not build');
    offered.push(sdl);
    arrivals.emit('change');
  });
  return {
    directory,
    offered,
    said,
    changed: () => once(arrivals, 'change'),
    async [Symbol.asyncDispose]() {
      await watching[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
}

test('a file is offered, and again when an editor replaces it', async () => {
  await using watched = await watchDirectory(async (directory) => {
    const path = join(directory, 'supergraph.graphql');
    await writeFile(path, 'one');
    return path;
  });
  const { directory, changed } = watched;
  const next = changed();
  await writeFile(join(directory, 'draft'), 'two');
  await rename(join(directory, 'draft'), join(directory, 'supergraph.graphql'));
  await next;
  assert.deepEqual(watched.offered, ['one', 'two']);
});

test('a mounted directory changes by moving a link', async () => {
  await using watched = await watchDirectory(async (directory) => {
    await mkdir(join(directory, '..one'));
    await writeFile(join(directory, '..one', 'supergraph.graphql'), 'one');
    await symlink('..one', join(directory, '..data'));
    await symlink('..data/supergraph.graphql', join(directory, 'supergraph.graphql'));
    return directory;
  });
  const { directory, changed } = watched;
  const next = changed();
  await mkdir(join(directory, '..two'));
  await writeFile(join(directory, '..two', 'supergraph.graphql'), 'two');
  await symlink('..two', join(directory, '..next'));
  await rename(join(directory, '..next'), join(directory, '..data'));
  await next;
  assert.deepEqual(watched.offered, ['one', 'two']);
});

test('a supergraph that is refused is told, and the next one is offered', async () => {
  await using watched = await watchDirectory(async (directory) => {
    const path = join(directory, 'supergraph.graphql');
    await writeFile(path, 'one');
    return path;
  });
  const path = join(watched.directory, 'supergraph.graphql');
  const refused = watched.changed();
  await writeFile(path, 'bad');
  await refused;
  const next = watched.changed();
  await writeFile(path, 'three');
  await next;
  assert.deepEqual(watched.offered, ['one', 'three']);
  assert.deepEqual(watched.said, ['supergraph refused, the last good one goes on serving']);
});

test('a directory without a supergraph, or with several, is told at start', async () => {
  const start = (names: readonly string[]) =>
    watchDirectory(async (directory) => {
      for (const name of names) await writeFile(join(directory, name), 'one');
      return directory;
    });
  const withMessage = (message: RegExp) => (error: unknown) => {
    assert(error instanceof ServiceError && error.code === 'SUPERGRAPH_UNREADABLE');
    assert.match(error.message, message);
    return true;
  };
  await assert.rejects(start(['notes.txt']), withMessage(/no file that ends in \.graphql/));
  await assert.rejects(
    start(['a.graphql', 'b.graphqls']),
    withMessage(/several supergraphs: a\.graphql, b\.graphqls/),
  );
});

test('a named pipe in the place of a supergraph keeps neither reloads nor the end waiting', async () => {
  await using watched = await watchDirectory(async (directory) => {
    await writeFile(join(directory, 'supergraph.graphql'), 'one');
    return directory;
  });
  const path = join(watched.directory, 'supergraph.graphql');
  const refused = watched.changed();
  await rm(path);
  execFileSync('mkfifo', [path]);
  await refused;
  assert.equal(watched.said.at(-1), 'supergraph refused, the last good one goes on serving');
  await rm(path);
  await writeFile(path, 'two');
  // What it says when it sees a moment without a file comes between.
  while (watched.offered.length < 2) await watched.changed();
  assert.deepEqual(watched.offered, ['one', 'two']);
});

test('a directory, too large a file and what is no text in the place of a supergraph are refused', async () => {
  await using watched = await watchDirectory(async (directory) => {
    const path = join(directory, 'supergraph.graphql');
    await writeFile(path, 'one');
    return path;
  });
  const path = join(watched.directory, 'supergraph.graphql');
  const draft = join(watched.directory, 'draft');
  const prepare: readonly (() => Promise<unknown>)[] = [
    () => mkdir(draft),
    () => writeFile(draft, '').then(() => truncate(draft, 64 * 1024 * 1024 + 1)),
    () => writeFile(draft, Buffer.from([0xff])),
    () => writeFile(draft, 'two'),
  ];
  for (const write of prepare) {
    await write();
    const changed = watched.changed();
    await rm(path, { recursive: true });
    await rename(draft, path);
    await changed;
  }
  while (watched.offered.length < 2) await watched.changed();
  assert.deepEqual(watched.offered, ['one', 'two']);
});
