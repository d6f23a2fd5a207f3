import { parseArgs } from 'node:util';
import type { Environment } from '@headgate/service/parse-config.ts';
import type { DocumentsCommand } from './run-documents-command.ts';

export const usage = `Usage: headgate --supergraph PATH [--port N] [--host H] [--config FILE]
       headgate documents publish FILE [--name NAME] | list | remove NAME

Serves a Federation 2 supergraph over HTTP and WebSocket at /graphql.

  --supergraph PATH  file with the supergraph's SDL, or directory with one; read again when it changes
  --port N           port to listen on (default 4000; 0 takes a free one)
  --host H           address to listen on (default 127.0.0.1)
  --config FILE      YAML or JSON with rules for headers, timeouts of subgraphs and switches of the engine
  --help             show this
  --version          show the version

documents publishes, lists or removes manifests of persisted documents in the Redis of REDIS_URL.

Everything else is set by environment variables: see the README.
`;

/** What the command line asks for. */
export type Command =
  | { readonly kind: 'serve'; readonly env: Environment }
  | { readonly kind: 'documents'; readonly command: DocumentsCommand }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'mistake'; readonly message: string };

/** Reads the command line; its flags stand above environment variables of the same meaning. */
export function readArguments(args: readonly string[], env: Environment): Command {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        supergraph: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        config: { type: 'string' },
        name: { type: 'string' },
        help: { type: 'boolean' },
        version: { type: 'boolean' },
      },
    });
    if (values.help) return { kind: 'help' };
    if (values.version) return { kind: 'version' };
    if (positionals.length > 0) return readDocumentsCommand(positionals, values.name);
    return {
      kind: 'serve',
      env: {
        ...env,
        ...(values.supergraph !== undefined && { SUPERGRAPH: values.supergraph }),
        ...(values.port !== undefined && { PORT: values.port }),
        ...(values.host !== undefined && { HOST: values.host }),
        ...(values.config !== undefined && { HEADGATE_CONFIG: values.config }),
      },
    };
  } catch (error) {
    return { kind: 'mistake', message: error instanceof Error ? error.message : String(error) };
  }
}

function readDocumentsCommand(positionals: readonly string[], name: string | undefined): Command {
  const [topic, action, subject, ...rest] = positionals;
  if (topic === 'documents' && rest.length === 0) {
    if (action === 'publish' && subject)
      return { kind: 'documents', command: { action, file: subject, name } };
    if (action === 'list' && !subject) return { kind: 'documents', command: { action } };
    if (action === 'remove' && subject) return { kind: 'documents', command: { action, name: subject } };
  }
  return { kind: 'mistake', message: `Nobody knows what "${positionals.join(' ')}" means.` };
}
