import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createTemporaryFolder } from '../testbed/create-temporary-folder.ts';
import { writeSection } from './write-section.ts';

test('a section takes the place of the one with its heading, and leaves the others', async () => {
  using folder = createTemporaryFolder();
  const file = pathToFileURL(join(folder.path, 'RESULTS.md'));
  await writeSection(file, 'First', 'old\n\n### Detail\n\nof the first');
  await writeSection(file, 'Second', 'stays');
  await writeSection(file, 'First', 'new');
  const [, ...sections] = (await readFile(file, 'utf8')).split('\n## ');
  assert.deepEqual(sections, ['First\n\nnew\n', 'Second\n\nstays\n']);
});
