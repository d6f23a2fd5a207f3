import { parseArgs } from 'node:util';
import type { Environment } from '@headgate/service/parse-config.ts';
import { readSubgraphArgument, type SubgraphArgument } from './read-subgraph-argument.ts';
import type { CheckCommand } from './run-check-command.ts';
import type { ComposeCommand } from './run-compose-command.ts';
import type { ConfigCommand } from './run-config-command.ts';
import type { DocumentsCommand } from './run-documents-command.ts';
import type { UsageCommand } from './run-usage-command.ts';

export const usage = `Usage: headgate --supergraph PATH [--port N] [--host H] [--processes N] [--config FILE]
       headgate dev NAME=URL ... [--port N]
       headgate compose NAME=URL ... NAME=FILE,URL ... [--out FILE]
       headgate check --supergraph PATH [MANIFEST ...]
       headgate config check | print | schema [--config FILE]
       headgate documents publish FILE [--name NAME] | list | remove NAME
       headgate usage [--field TYPE.FIELD] [--json]

Serves a Federation 2 supergraph over HTTP and WebSocket at /graphql.

  --supergraph PATH  file with the supergraph's SDL, or directory with one; read again when it changes
  --port N           port to listen on (default 4000; 0 takes a free one)
  --host H           address to listen on (default 127.0.0.1)
  --processes N      how many processes share the port (default 1)
  --config FILE      configuration: YAML, JSON or a module; default: headgate.config.{ts,js,yaml,json} of this folder
  --help             show this
  --version          show the version

dev        composes running subgraphs, and again when they change, and serves them with Sandbox.
compose    writes the supergraph of running subgraphs, or of files with schemas and where each will be served.
check      tells whether a supergraph can be served, and documents be run on it; exit code 1 when not.
config     checks or prints what a gateway would be told, or prints the JSON Schema of a configuration file.
documents  publishes, lists or removes manifests of persisted documents in the Redis of REDIS_URL.
usage      tells which operations, fields and clients were used in the last 30 days, as the Redis of REDIS_URL has it;
           with --field whether that field or argument, as Query.user(id:), may be removed: exit code 1 when not.

Everything that can be told is in docs/configuration.md, by option and by environment variable.
`;

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'serve'; readonly env: Environment }
  | { readonly kind: 'config'; readonly command: ConfigCommand; readonly env: Environment }
  | { readonly kind: 'compose'; readonly command: ComposeCommand }
  | { readonly kind: 'check'; readonly command: CheckCommand }
  | { readonly kind: 'documents'; readonly command: DocumentsCommand }
  | { readonly kind: 'usage'; readonly command: UsageCommand }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'mistake'; readonly message: string };

const options = {
  supergraph: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  processes: { type: 'string' },
  config: { type: 'string' },
  out: { type: 'string' },
  name: { type: 'string' },
  field: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

/** Reads the command line; its flags stand above environment variables of the same meaning. */
export function readArguments(args: readonly string[], env: Environment): Command {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    if (values.help) return { kind: 'help' };
    if (values.version) return { kind: 'version' };
    const told: Environment = {
      ...env,
      ...(values.supergraph !== undefined && { SUPERGRAPH: values.supergraph }),
      ...(values.port !== undefined && { PORT: values.port }),
      ...(values.host !== undefined && { HOST: values.host }),
      ...(values.processes !== undefined && { PROCESSES: values.processes }),
      ...(values.config !== undefined && { HEADGATE_CONFIG: values.config }),
    };
    const [topic, ...rest] = positionals;
    if (topic === undefined) return { kind: 'serve', env: told };
    return (
      readTopic(topic, rest, { ...values, env: told }) ?? {
        kind: 'mistake',
        message: `Nobody knows what "${positionals.join(' ')}" means.`,
      }
    );
  } catch (error) {
    return { kind: 'mistake', message: error instanceof Error ? error.message : String(error) };
  }
}

interface Told {
  readonly env: Environment;
  readonly supergraph?: string;
  readonly out?: string;
  readonly name?: string;
  readonly field?: string;
  readonly json?: boolean;
}

function readTopic(topic: string, rest: readonly string[], told: Told): Command | undefined {
  if (topic === 'dev') return readDevCommand(rest, told.env);
  if (topic === 'config') return readConfigCommand(rest, told.env);
  if (topic === 'documents') return readDocumentsCommand(rest, told.name);
  if (topic === 'usage') return readUsageCommand(rest, told);
  if (topic === 'compose') {
    const subgraphs = readSubgraphs(rest, 'NAME=URL or NAME=FILE,URL');
    return { kind: 'compose', command: { subgraphs, out: told.out } };
  }
  if (topic === 'check') {
    const supergraph = told.env['SUPERGRAPH'];
    if (!supergraph) throw new Error('check needs --supergraph PATH.');
    return { kind: 'check', command: { supergraph, manifests: rest } };
  }
  return undefined;
}

function readSubgraphs(args: readonly string[], expected: string): readonly SubgraphArgument[] {
  const subgraphs = args.map((argument) => {
    const subgraph = readSubgraphArgument(argument);
    if (!subgraph) throw new Error(`"${argument}" is no subgraph: expected ${expected}.`);
    return subgraph;
  });
  if (subgraphs.length === 0) throw new Error(`Expected subgraphs as ${expected}.`);
  const names = new Set(subgraphs.map(({ name }) => name));
  if (names.size < subgraphs.length) throw new Error('Expected each subgraph once.');
  return subgraphs;
}

/** Serves what developers want: composed subgraphs, introspection, pages, plans. */
function readDevCommand(args: readonly string[], env: Environment): Command {
  const subgraphs = readSubgraphs(args, 'NAME=URL');
  const fromFile = subgraphs.find(({ file }) => file !== undefined);
  if (fromFile) throw new Error(`dev composes running subgraphs: expected ${fromFile.name}=URL.`);
  return {
    kind: 'serve',
    env: {
      ...env,
      SUBGRAPHS: subgraphs.map(({ name, url }) => `${name}=${url}`).join(','),
      INTROSPECTION: 'true',
      SANDBOX: 'true',
      EXPOSE_SUBGRAPH_ERRORS: 'true',
    },
  };
}

function readConfigCommand([action, ...rest]: readonly string[], env: Environment): Command | undefined {
  if (rest.length > 0) return undefined;
  if (action !== 'check' && action !== 'print' && action !== 'schema') return undefined;
  return { kind: 'config', command: { action }, env };
}

/** Coordinates as in https://spec.graphql.org/draft/#sec-Schema-Coordinates. */
const coordinate = /^[_A-Za-z]\w*\.[_A-Za-z]\w*(?:\([_A-Za-z]\w*:\))?$/;

function readUsageCommand(rest: readonly string[], { field, json = false }: Told): Command | undefined {
  if (rest.length > 0) return undefined;
  if (field !== undefined && !coordinate.test(field))
    throw new Error(`"${field}" is no field: expected Type.field, or Type.field(argument:).`);
  return { kind: 'usage', command: { field, json } };
}

function readDocumentsCommand(
  [action, subject, ...rest]: readonly string[],
  name: string | undefined,
): Command | undefined {
  if (rest.length > 0) return undefined;
  if (action === 'publish' && subject) return { kind: 'documents', command: { action, file: subject, name } };
  if (action === 'list' && !subject) return { kind: 'documents', command: { action } };
  if (action === 'remove' && subject) return { kind: 'documents', command: { action, name: subject } };
  return undefined;
}
