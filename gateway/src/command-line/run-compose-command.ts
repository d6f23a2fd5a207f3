import { readFile, writeFile } from 'node:fs/promises';
import { createAskSubgraph } from '../execution/http-client/create-ask-subgraph.ts';
import { composeSubgraphs } from '../supergraph/compose-subgraphs.ts';
import { fetchSubgraphSchema } from '../supergraph/fetch-subgraph-schema.ts';
import type { SubgraphArgument } from './read-subgraph-argument.ts';

export interface ComposeCommand {
  readonly subgraphs: readonly SubgraphArgument[];
  /** Where the supergraph is written; undefined for standard output. */
  readonly out: string | undefined;
}

/** How long a subgraph may take to tell its schema, in milliseconds. */
const timeoutMs = 10_000;

/**
 * Composes subgraphs into a supergraph, and tells what the composition hints at.
 * @throws ServiceError `SUPERGRAPH_INVALID`, Error when a schema cannot be had
 */
export async function runComposeCommand(
  { subgraphs, out }: ComposeCommand,
  { say, warn }: { readonly say: (line: string) => void; readonly warn: (line: string) => void },
): Promise<void> {
  const read = await Promise.all(
    subgraphs.map(async (subgraph) => ({ ...subgraph, typeDefs: await readSchema(subgraph) })),
  );
  const sdl = composeSubgraphs(read, (hint) => warn(`hint: ${hint}`));
  if (out === undefined) say(sdl.trimEnd());
  else {
    await writeFile(out, sdl);
    warn(`${out}: ${read.map(({ name }) => name).join(', ')}`);
  }
}

async function readSchema({ name, url, file }: SubgraphArgument): Promise<string> {
  try {
    return await (file === undefined
      ? fetchSubgraphSchema({ name, url }, createAskSubgraph({ timeoutMs }))
      : readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`[${name}] ${file ?? url}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
