import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { writeSection } from './write-section.ts';

test('a section takes the place of the one with its heading, and leaves the others', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'headgate-bench-test-'));
  context.after(() => rm(folder, { recursive: true }));
  const file = pathToFileURL(join(folder, 'RESULTS.md'));
  await writeSection(file, 'First', 'old\n\n### Detail\n\nof the first');
  await writeSection(file, 'Second', 'stays');
  await writeSection(file, 'First', 'new');
  const [, ...sections] = (await readFile(file, 'utf8')).split('\n## ');
  assert.deepEqual(sections, ['First\n\nnew\n', 'Second\n\nstays\n']);
});
