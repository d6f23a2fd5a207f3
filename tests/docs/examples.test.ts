import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';
import { buildSchema, parse, validate } from 'graphql';

test('the operations that Sandbox and GraphiQL open with are valid', async () => {
  const read = (path: string) => readFile(join(repositoryRoot, path), 'utf8');
  const schema = buildSchema(await read('schema.graphql'), { assumeValidSDL: true });
  assert.deepEqual(validate(schema, parse(await read('dev/examples.graphql'))), []);
});
