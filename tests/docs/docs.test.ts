import assert from 'node:assert/strict';
import { access, glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';
import { readSnippets } from './read-snippets.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

test('every operation in the documentation is valid against the schema that clients see', async () => {
  const schema = buildSchema(await readFile(join(repository, 'schema.graphql'), 'utf8'));
  const snippets = await readSnippets(repository, 'graphql');
  assert(snippets.length > 0);
  for (const { place, text } of snippets) {
    const problems = validate(schema, parse(text)).map(({ message }) => message);
    assert.deepEqual(problems, [], place);
  }
});

test('every command in the documentation exists', async () => {
  const snippets = await readSnippets(repository, 'sh');
  assert(snippets.length > 0);
  for (const { place, text } of snippets) {
    for (const [line, script = '', workspace = '.'] of text.matchAll(
      /^npm (?:run )?([\w:-]+)(?: -w (\S+))?/gm,
    )) {
      const { scripts } = JSON.parse(await readFile(join(repository, workspace, 'package.json'), 'utf8'));
      assert(script in scripts, `${place}: there is no such script: ${line}`);
    }
  }
});

test('every link from one page to another leads somewhere', async () => {
  const pages = ['*.md', 'docs/**/*.md', '*/README.md', 'examples/*/README.md'];
  for await (const path of glob(pages, { cwd: repository })) {
    const source = await readFile(join(repository, path), 'utf8');
    for (const [, target = ''] of source.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)[^)]*\)/g)) {
      await assert.doesNotReject(
        access(join(repository, dirname(path), target)),
        `${path} links to ${target}`,
      );
    }
  }
});

test('every file that the architecture page names exists', async () => {
  const source = await readFile(join(repository, 'docs/architecture.md'), 'utf8');
  const paths = [...source.matchAll(/`([\w./-]+\/[\w.-]+)`/g)].map(([, path]) => String(path));
  assert(paths.length > 20);
  for (const path of paths.filter((name) => !name.startsWith('@'))) {
    const places = [path, `gateway/src/${path}`].map((place) => access(join(repository, place)));
    await assert.doesNotReject(Promise.any(places), `docs/architecture.md names ${path}`);
  }
});
