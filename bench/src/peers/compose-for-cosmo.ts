import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface ComposeOptions {
  readonly supergraphPath: string;
  write(name: string, content: string): string;
}

const dataFolder = new URL('../../data/', import.meta.url);

/**
 * Cosmo's router reads no supergraph but an execution configuration, which its own `wgc` composes; it is run from the router's
 * folder. Returns the path of what it writes.
 */
export function composeForCosmo(binary: string, { supergraphPath, write }: ComposeOptions): string {
  const supergraph = readFileSync(supergraphPath, 'utf8');
  const graphs = [...supergraph.matchAll(/@join__graph\(name: "([^"]+)", url: "([^"]+)"\)/g)];
  const subgraphs = graphs.map(([, name = '', url = '']) => ({
    name,
    routing_url: url,
    schema: {
      file: write(`cosmo-${name}.graphql`, readFileSync(new URL(`${name}.graphql`, dataFolder), 'utf8')),
    },
  }));
  // JSON is YAML.
  const graph = write('cosmo-graph.yaml', JSON.stringify({ version: 1, subgraphs }));
  const composed = join(dirname(supergraphPath), 'cosmo.json');
  execFileSync(join(dirname(binary), 'wgc'), ['router', 'compose', '-i', graph, '-o', composed], {
    stdio: 'pipe',
  });
  return composed;
}
