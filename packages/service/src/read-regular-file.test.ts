import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRegularFile } from './read-regular-file.ts';

test('files are read, also by links; pipes, devices and directories are refused at once', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
  const at = (name: string) => join(directory, name);
  await writeFile(at('file'), 'ä');
  await symlink(at('file'), at('link'));
  execFileSync('mkfifo', [at('pipe')]);
  await symlink(at('pipe'), at('link-to-pipe'));
  assert.equal(await readRegularFile(at('file')), 'ä');
  assert.equal(await readRegularFile(at('link')), 'ä');
  for (const path of [at('pipe'), at('link-to-pipe'), '/dev/zero', directory]) {
    await assert.rejects(readRegularFile(path), /is not a regular file/, path);
  }
  await assert.rejects(readRegularFile(at('nothing')), /ENOENT/);
});
