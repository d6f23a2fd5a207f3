import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { examples } from './start-example.ts';

const readJson = async (path: string) => JSON.parse(await readFile(join(examples, path), 'utf8'));
const folders = await Array.fromAsync(glob('*/package.json', { cwd: examples }), dirname);

test('every example names the packages that it uses, in the versions that are tested', async () => {
  const { dependencies: tested } = await readJson('package.json');
  assert(folders.length >= 8);
  for (const folder of folders) {
    const { dependencies } = await readJson(`${folder}/package.json`);
    const used = new Set(['headgate']);
    for await (const path of glob(`${folder}/*.ts`, { cwd: examples })) {
      const source = await readFile(join(examples, path), 'utf8');
      for (const [, name = ''] of source.matchAll(/from '(?!node:)((?:@[\w-]+\/)?[a-z][\w-]*)[/']/g))
        used.add(name);
    }
    // Apollo Server asks for it.
    if (used.has('@apollo/server')) used.add('graphql');
    assert.deepEqual(Object.keys(dependencies).sort(), [...used].sort(), folder);
    for (const [name, version] of Object.entries(dependencies)) assert.equal(version, tested[name], name);
  }
});

test('every example is told of', async () => {
  const readme = await readFile(join(examples, 'README.md'), 'utf8');
  for (const folder of folders) assert.match(readme, new RegExp(`\\(${folder}/README\\.md\\)`), folder);
});
