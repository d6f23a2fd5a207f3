import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface PeerSubgraph {
  readonly name: string;
  readonly url: string;
  /** The path of its schema. */
  readonly schemaPath: string;
}

const fetchSchemas = fileURLToPath(new URL('./fetch-schemas.ts', import.meta.url));

/**
 * Reads what routers need that compose by themselves: the subgraphs of a supergraph, which are running, and their schemas. A
 * router that is left to ask for them goes on asking while others are measured.
 */
export function readSubgraphs(
  supergraphPath: string,
  write: (name: string, content: string) => string,
): readonly PeerSubgraph[] {
  const supergraph = readFileSync(supergraphPath, 'utf8');
  const graphs = [...supergraph.matchAll(/@join__graph\(name: "([^"]+)", url: "([^"]+)"\)/g)];
  const urls = graphs.map(([, , url = '']) => url);
  const schemas = JSON.parse(execFileSync(process.execPath, [fetchSchemas, ...urls], { encoding: 'utf8' }));
  return graphs.map(([, name = '', url = ''], index) => ({
    name,
    url,
    schemaPath: write(`${name}.graphql`, schemas[index]),
  }));
}
