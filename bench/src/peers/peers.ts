import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandOptions, Contender } from '../contenders/contender.ts';
import { composeForCosmo } from './compose-for-cosmo.ts';
import { readSubgraphs } from './read-subgraphs.ts';

interface Peer {
  readonly title: string;
  /** Writes what configures it beside the supergraph, and says how the binary at a path is run. */
  command(binary: string, options: PeerOptions): readonly string[];
}

interface PeerOptions extends CommandOptions {
  /** Writes a file, and returns its path. */
  write(name: string, content: string): string;
}

/** What Grafbase is told to forward. */
const forwarding = '[[headers]]\nrule = "forward"\nname = "authorization"\n';

/** The CLI's gateway composes by itself. */
function describeForGrafbase({ supergraphPath, write }: PeerOptions): string {
  return readSubgraphs(supergraphPath, write)
    .map(
      ({ name, url, schemaPath }) => `[subgraphs.${name}]\nurl = "${url}"\nschema_path = "${schemaPath}"\n`,
    )
    .join('');
}

/**
 * How each compiled router is configured: it forwards the client's `authorization`, and is otherwise as it is delivered, telemetry
 * switched off where it would be sent somewhere. `env NAME=value ... program` is how variables reach it.
 */
const peers: Readonly<Record<string, Peer>> = {
  'hive-router': {
    title: 'Hive Router',
    command: (binary, { supergraphPath, port, write }) => [
      `PORT=${port}`,
      'HOST=127.0.0.1',
      `SUPERGRAPH_FILE_PATH=${supergraphPath}`,
      `ROUTER_CONFIG_FILE_PATH=${write(
        'hive-router.json',
        JSON.stringify({
          supergraph: { source: 'file', path: supergraphPath },
          headers: { all: { request: [{ propagate: { named: 'authorization' } }] } },
        }),
      )}`,
      binary,
    ],
  },
  cosmo: {
    title: 'Cosmo Router',
    command: (binary, { supergraphPath, port, write }) => [
      `LISTEN_ADDR=127.0.0.1:${port}`,
      'TRACING_ENABLED=false',
      'METRICS_OTLP_ENABLED=false',
      'PROMETHEUS_ENABLED=false',
      'GRAPHQL_METRICS_ENABLED=false',
      `EXECUTION_CONFIG_FILE_PATH=${composeForCosmo(binary, { supergraphPath, write })}`,
      `CONFIG_PATH=${write(
        'cosmo.yaml',
        'version: "1"\nheaders:\n  all:\n    request:\n      - op: propagate\n        named: authorization\n',
      )}`,
      binary,
    ],
  },
  grafbase: {
    title: 'Grafbase',
    command: (binary, { supergraphPath, port, write }) => [
      binary,
      ...['--schema', supergraphPath, '--listen-address', `127.0.0.1:${port}`],
      ...['--config', write('grafbase.toml', forwarding)],
    ],
  },
  'grafbase-cli': {
    title: 'Grafbase CLI',
    command: (binary, options) => [
      `HOME=${dirname(options.supergraphPath)}`,
      'GRAFBASE_TELEMETRY_DISABLED=1',
      ...[binary, 'dev', '--listen-address', `127.0.0.1:${options.port}`],
      ...['--config', options.write('grafbase-cli.toml', `${describeForGrafbase(options)}${forwarding}`)],
    ],
  },
};

/**
 * Reads `BENCH_PEERS`, e.g. `hive-router=/opt/hive_router,cosmo=/opt/cosmo/router`: which compiled routers are measured beside.
 * @throws Error when one is not known, or has no path
 */
export function readPeers(text: string): readonly Contender[] {
  return text
    .split(',')
    .filter(Boolean)
    .map((entry) => {
      const [name = '', binary] = entry.split('=');
      const peer = peers[name];
      if (!peer) throw new Error(`BENCH_PEERS: "${name}" is none of ${Object.keys(peers).join(', ')}`);
      if (!binary) throw new Error(`BENCH_PEERS: expected ${name}=PATH`);
      return {
        name,
        title: peer.title,
        packages: [],
        program: 'env',
        command: (options) => peer.command(binary, { ...options, write: writeBeside(options) }),
      };
    });
}

function writeBeside({ supergraphPath }: CommandOptions): PeerOptions['write'] {
  return (name, content) => {
    const path = join(dirname(supergraphPath), name);
    writeFileSync(path, content);
    return path;
  };
}
