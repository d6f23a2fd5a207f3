import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../repository.ts';

/** What `npm run codegen` writes and git keeps. */
const generated = [
  'supergraph.graphql',
  'schema.graphql',
  'docs/errors.md',
  '*/src/**/__generated__/*.ts',
  'subgraphs/*/src/__generated__/*.ts',
];

/** Contents of every generated file, by path. */
export async function readGenerated(): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  for await (const path of glob(generated, { cwd: repositoryRoot })) {
    contents.set(path, await readFile(join(repositoryRoot, path), 'utf8'));
  }
  return contents;
}

/** Paths whose content differs between two readings, those that only one has included. */
export function findDrift(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort();
}
