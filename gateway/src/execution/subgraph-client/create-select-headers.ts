import { traceContextHeaders, traceHeaders } from '../../values/trace-headers.ts';
import { acceptEncoding } from './create-decoder.ts';

type Headers = Readonly<Record<string, string>>;

/** What a rule does, with names in lower case. A later rule sees, and may undo, what earlier ones did. */
type HeaderAction =
  /** Passes on a header of the client's request, or all that match, under the name `as` if there is one. */
  | { readonly forward: string | RegExp; readonly as?: string }
  | { readonly set: string; readonly value: string }
  | { readonly remove: string };

/** A rule for the headers of requests to the named subgraphs, or to all of them. */
export type HeaderRule = HeaderAction & { readonly subgraphs?: readonly string[] };

/** Chooses the headers of a request to a subgraph from those of the client's request. The result is the caller's own. */
export type SelectHeaders = (subgraph: string, headers: Headers) => Record<string, string>;

/** Who asks, and the trace that the request belongs to. */
export const defaultForwardedHeaders: readonly string[] = ['authorization', ...traceHeaders];

/** Belong to one connection or one message: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
export const neverForwarded: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const protocolHeaders: Headers = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json',
  'accept-encoding': acceptEncoding,
  'user-agent': 'headgate',
};

/**
 * Compiles header rules, which begin with `initial`: by default, what a subgraph is to know of a GraphQL request. Headers
 * that belong to the client's connection or message are never forwarded.
 */
export function createSelectHeaders(
  rules: readonly HeaderRule[],
  initial: Headers = protocolHeaders,
): SelectHeaders {
  const bySubgraph = new Map<string, readonly HeaderRule[]>();

  return (subgraph, headers) => {
    let own = bySubgraph.get(subgraph);
    if (own === undefined) {
      own = rules.filter(({ subgraphs }) => subgraphs === undefined || subgraphs.includes(subgraph));
      bySubgraph.set(subgraph, own);
    }
    const selected: Record<string, string> = { ...initial };
    for (const rule of own) applyRule(rule, headers, selected);
    return selected;
  };
}

/** Compiles whether the answer of any subgraph can depend on the client's header of a name. */
export function createIsTelling(rules: readonly HeaderRule[]): (name: string) => boolean {
  const names = new Set<string>();
  const patterns: RegExp[] = [];
  for (const rule of rules) {
    if (!('forward' in rule)) continue;
    if (typeof rule.forward !== 'string') patterns.push(rule.forward);
    else if (rule.as !== undefined || !traceContextHeaders.includes(rule.forward)) names.add(rule.forward);
  }
  return (name) => names.has(name) || patterns.some((pattern) => pattern.test(name));
}

function applyRule(rule: HeaderRule, headers: Headers, selected: Record<string, string>): void {
  if ('set' in rule) {
    selected[rule.set] = rule.value;
  } else if ('remove' in rule) {
    delete selected[rule.remove];
  } else if (typeof rule.forward === 'string') {
    forward(rule.forward, rule.as, headers, selected);
  } else {
    for (const name in headers) if (rule.forward.test(name)) forward(name, rule.as, headers, selected);
  }
}

function forward(
  name: string,
  as: string | undefined,
  headers: Headers,
  selected: Record<string, string>,
): void {
  const value = headers[name];
  if (value !== undefined && !neverForwarded.has(name)) selected[as ?? name] = value;
}
