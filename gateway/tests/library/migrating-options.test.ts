import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';
import { optionsSchema } from '../../src/config/options-schema.ts';

const page = await readFile(new URL('../../../docs/migrating.md', import.meta.url), 'utf8');
const table = page.slice(page.indexOf('| router.yaml |'));
const rows = [...table.matchAll(/^\| (`.+`) \| (`.+`) \|$/gm)].map(([, router = '', own = '']) => ({
  router: readCode(router),
  own: readCode(own),
}));

function readCode(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
}

test("each setting of the Router is one of the gateway's", () => {
  assert(rows.length >= 15);
  for (const { own } of rows) {
    const problems = optionsSchema.safeParse(parse(own.join('\n'))).error?.issues ?? [];
    assert.deepEqual(problems, [], own.join(', '));
  }
});

test("the Router's file says nothing that the table does not tell of", () => {
  const [, text = ''] = /^```yml\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const told = new Set(rows.flatMap(({ router }) => router.map((path) => path.split(/[.:]/)[0])));
  const said = Object.keys(parse(text));
  assert(said.length >= 7);
  assert.deepEqual(
    said.filter((key) => !told.has(key)),
    [],
  );
});
