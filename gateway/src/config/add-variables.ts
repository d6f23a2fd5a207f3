import { isRecord } from '@headgate/service/is-record.ts';
import type { Environment } from '@headgate/service/parse-config.ts';
import { subgraphUrl } from './option-fields.ts';
import { type Variable, variables } from './variables.ts';

type Json = Readonly<Record<string, unknown>>;

export interface LayeredOptions {
  readonly options: Json;
  /** What cannot even be read, by variable. */
  readonly problems: readonly { readonly name: string; readonly message: string }[];
}

/** What a variable is of no use without: it says how, of something that the file decides whether. */
const onlyWith: Readonly<Record<string, readonly string[]>> = {
  METRICS_HOST: ['metrics'],
  CALLBACK_SECRET: ['subscriptions', 'callback'],
  CALLBACK_OWN_URL: ['subscriptions', 'callback'],
};

/** Lays environment variables above options. Options keep what no variable says; neither is changed. */
export function addVariables(options: Json, env: Environment): LayeredOptions {
  const problems: { name: string; message: string }[] = [];
  let layered = options;
  for (const [name, variable] of Object.entries<Variable>(variables)) {
    const text = env[name];
    const needed = onlyWith[name];
    if (text === undefined || (needed && find(layered, needed) === undefined)) continue;
    const { path, kind } = variable;
    if (kind === 'subgraphs') {
      const { urls, problem } = readSubgraphs(text);
      if (problem !== undefined) problems.push({ name, message: problem });
      for (const [subgraph, url] of urls) layered = put(layered, ['subgraphs', subgraph, 'url'], url);
    } else layered = put(layered, path, readText(text, kind));
  }
  return { options: layered, problems };
}

/** What is not of its kind stays a text, which the schema refuses. */
function readText(text: string, kind: Exclude<Variable['kind'], 'subgraphs'>): unknown {
  if (kind === 'list') return text.split(',').map((part) => part.trim());
  if (kind === 'flag') return text === 'true' || (text === 'false' ? false : text);
  if (kind === 'number') return Number.isNaN(Number(text)) ? text : Number(text);
  return text;
}

/** Tells the first problem. */
function readSubgraphs(text: string): {
  readonly urls: ReadonlyMap<string, string>;
  readonly problem?: string;
} {
  const urls = new Map<string, string>();
  for (const entry of text.split(',')) {
    const at = entry.indexOf('=');
    const name = entry.slice(0, Math.max(at, 0)).trim();
    const url = entry.slice(at + 1).trim();
    const { error } = subgraphUrl.safeParse(url);
    if (name === '' || urls.has(name) || error) {
      const reason = name !== '' && error ? `; ${name}: ${error.issues[0]?.message}` : '';
      const problem = `expected subgraphs as name=url,name=url with each name once${reason}`;
      return { urls: new Map(), problem };
    }
    urls.set(name, url);
  }
  return { urls };
}

function put(target: unknown, [key, ...rest]: readonly string[], value: unknown): Json {
  const own = isRecord(target) ? target : {};
  return key === undefined ? own : { ...own, [key]: rest.length === 0 ? value : put(own[key], rest, value) };
}

function find(target: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), target);
}
