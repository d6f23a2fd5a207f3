import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { readSubgraphs } from './read-subgraphs.ts';

interface ComposeOptions {
  readonly supergraphPath: string;
  write(name: string, content: string): string;
}

/**
 * Cosmo's router reads no supergraph but an execution configuration, which its own `wgc` composes from subgraphs; it is run
 * from the router's folder. Returns the path of what it writes.
 */
export function composeForCosmo(binary: string, { supergraphPath, write }: ComposeOptions): string {
  const subgraphs = readSubgraphs(supergraphPath, write).map(({ name, url, schemaPath }) => ({
    name,
    routing_url: url,
    schema: { file: schemaPath },
  }));
  // JSON is YAML.
  const graph = write('cosmo-graph.yaml', JSON.stringify({ version: 1, subgraphs }));
  const composed = join(dirname(supergraphPath), 'cosmo.json');
  execFileSync(join(dirname(binary), 'wgc'), ['router', 'compose', '-i', graph, '-o', composed], {
    stdio: 'pipe',
  });
  return composed;
}
