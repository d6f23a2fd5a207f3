import type { ApolloServerPlugin } from '@apollo/server';
import type { SendSubgraphRequest } from '../execution/subgraph-client/send-subgraph-request.ts';
import type { AuthenticateRequest } from '../ports/authenticate-request.ts';
import type { EvaluatePolicies } from '../ports/evaluate-policies.ts';
import type { CallerContext, HeadgatePlugin } from '../ports/headgate-plugin.ts';

/** What only code can say. */
export interface Extensions {
  /** Typed hooks; called in this order. */
  readonly plugins?: readonly HeadgatePlugin[];
  /** Apollo Server plugins (https://www.apollographql.com/docs/apollo-server/integrations/plugins). */
  readonly apolloPlugins?: readonly ApolloServerPlugin<CallerContext>[];
  /** Tells who asks, instead of verifying access tokens as `oidc` says. */
  readonly authenticate?: AuthenticateRequest;
  /** The way to the subgraphs, instead of a pool of HTTP connections. Events of subscriptions do not take it. */
  readonly sendSubgraphRequest?: SendSubgraphRequest;
  /** Evaluates the policies of `@policy` that access tokens do not tell. Default: they are denied. */
  readonly evaluatePolicies?: EvaluatePolicies;
  /** Whether a label of `@override(label:)` is on, for each operation that is planned. Default: `percent(n)` by chance, others off. */
  readonly isOverrideActive?: (label: string) => boolean;
}

/** The names of all, each with whether its value is a function or a list. */
const kinds: Readonly<Record<keyof Extensions, 'function' | 'list'>> = {
  plugins: 'list',
  apolloPlugins: 'list',
  authenticate: 'function',
  sendSubgraphRequest: 'function',
  evaluatePolicies: 'function',
  isOverrideActive: 'function',
};

/** Parts what only code can say from what the schema knows. What is of a wrong kind is left to the schema, which refuses it. */
export function takeExtensions(value: object): {
  readonly options: Readonly<Record<string, unknown>>;
  readonly extensions: Extensions;
} {
  const options: Record<string, unknown> = {};
  const extensions: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const kind = Object.hasOwn(kinds, name) && kinds[name as keyof Extensions];
    const fits = kind === 'list' ? Array.isArray(member) : kind !== false && typeof member === kind;
    if (fits) extensions[name] = member;
    else if (member !== undefined) options[name] = member;
  }
  return { options, extensions };
}
