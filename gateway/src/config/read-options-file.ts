import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import { type Extensions, takeExtensions } from './extensions.ts';

/** What a configuration file says, before anything of it is checked. */
export type OptionsFile =
  | { readonly options: Readonly<Record<string, unknown>>; readonly extensions: Extensions }
  | { readonly problems: readonly string[] };

/** Synchronous, since what a file says is needed before anything can begin. */
const load = createRequire(import.meta.url);

const isModule = new Set(['.ts', '.mts', '.js', '.mjs']);

/** Reads a configuration file: YAML, JSON, or a module whose default export is the options. Paths in it are relative to it. */
export function readOptionsFile(path: string): OptionsFile {
  let value: unknown;
  try {
    value = isModule.has(extname(path)) ? loadModule(path) : readYaml(path);
  } catch (error) {
    return { problems: error instanceof AggregateError ? error.errors : [describe(error)] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problems: ['(file): expected an object with options'] };
  const { options, extensions } = takeExtensions(value);
  return { options: resolvePaths(options, dirname(resolve(path))), extensions };
}

/** A module with a top-level await is refused. */
function loadModule(path: string): unknown {
  const loaded = load(resolve(path)) as { readonly default?: unknown };
  if (loaded.default === undefined) throw new Error('expected options as the default export');
  return loaded.default;
}

function readYaml(path: string): unknown {
  const { parseDocument } = load('yaml') as typeof import('yaml');
  const document = parseDocument(readFileSync(path, 'utf8'));
  if (document.errors.length > 0) throw new AggregateError(document.errors.map(({ message }) => message));
  return document.toJS() ?? {};
}

function resolvePaths(options: Readonly<Record<string, unknown>>, folder: string) {
  const at = (value: unknown) => (typeof value === 'string' ? resolve(folder, value) : value);
  const within = (name: string, key: string, keeps: (value: unknown) => boolean = () => false) => {
    const section = options[name];
    if (typeof section !== 'object' || section === null || !(key in section)) return {};
    const value = (section as Record<string, unknown>)[key];
    return { [name]: { ...section, [key]: keeps(value) ? value : at(value) } };
  };
  return {
    ...options,
    ...('supergraph' in options && { supergraph: at(options['supergraph']) }),
    ...within('persistedDocuments', 'from', (from) => from === 'redis'),
    ...within('redis', 'caFile'),
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
