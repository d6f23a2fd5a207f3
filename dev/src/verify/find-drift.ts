import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';

/** What `npm run codegen` writes and git keeps. */
const generated = [
  'supergraph.graphql',
  'schema.graphql',
  'k8s/base/gateway/supergraph.graphql',
  'docs/errors.md',
  'gateway/headgate.schema.json',
  '*/src/**/__generated__/*.{ts,json}',
  'subgraphs/*/src/__generated__/*.ts',
];

/** What it writes beside, and git is told to ignore. */
const ignored = new Set(['web/src/__generated__/gql.ts', 'web/src/__generated__/index.ts']);

/** Contents of every generated file, by path. */
export async function readGenerated(): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  for await (const path of glob(generated, { cwd: repositoryRoot })) {
    if (!ignored.has(path)) contents.set(path, await readFile(join(repositoryRoot, path), 'utf8'));
  }
  return contents;
}

/** Paths whose content differs between two readings, those that only one has included. */
export function findDrift(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort();
}
