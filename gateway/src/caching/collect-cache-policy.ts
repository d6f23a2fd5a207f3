import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import {
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql';
import { computeHintPolicy, type HintPolicy, noHints } from './compute-hint-policy.ts';
import type { OperationEnd, PolicyCollector } from './create-policy-collector.ts';
import { listTypes } from './list-types.ts';
import { type CacheHints, readCacheHints } from './read-cache-hints.ts';

/** What the context of an operation carries when somebody wants to know its cache policy. */
export interface CollectingContext extends BaseContext {
  readonly cachePolicy?: PolicyCollector;
}

interface DocumentPolicy extends HintPolicy {
  readonly schema: GraphQLSchema;
  readonly types: readonly string[];
}

/** Tells the collector of an operation how it ended, and what the hints of the schema say of it. */
export function collectCachePolicy(): ApolloServerPlugin<CollectingContext> {
  const hintsBySchema = new WeakMap<GraphQLSchema, CacheHints>();
  const policies = new WeakMap<DocumentNode, DocumentPolicy>();

  function readPolicy(schema: GraphQLSchema, document: DocumentNode): DocumentPolicy {
    const known = policies.get(document);
    if (known?.schema === schema) return known;
    const hints = hintsBySchema.get(schema);
    const policy = hints ? computeHintPolicy(document, schema, hints) : noHints;
    const read = { ...policy, schema, types: listTypes(document, schema) };
    policies.set(document, read);
    return read;
  }

  return {
    serverWillStart: async () => ({
      schemaDidLoadOrUpdate({ apiSchema, coreSupergraphSdl }) {
        const hints = coreSupergraphSdl === undefined ? undefined : readCacheHints(coreSupergraphSdl);
        if (hints) hintsBySchema.set(apiSchema, hints);
      },
    }),
    requestDidStart: async ({ contextValue: { cachePolicy } }) => {
      if (!cachePolicy) return undefined;
      return {
        willSendResponse: async ({ operation, document, schema, response: { body } }) => {
          cachePolicy.finish(
            body.kind === 'single' && document && operation?.operation === OperationTypeNode.QUERY
              ? describeEnd(body.singleResult, () => readPolicy(schema, document))
              : { kind: operation ? 'unfit' : 'refused' },
          );
        },
      };
    },
  };
}

function describeEnd(
  { errors, extensions }: FormattedExecutionResult,
  readPolicy: () => DocumentPolicy,
): OperationEnd {
  if (errors?.length) return { kind: errors.every(isOutage) ? 'failed' : 'refused' };
  if (extensions && Object.keys(extensions).length > 0) return { kind: 'unfit' };
  const { hint, isRestricted, types } = readPolicy();
  return { kind: 'answered', hint, isRestricted, types };
}

/** Whether a subgraph could not be reached, rather than that it refused something. */
function isOutage({ extensions }: { readonly extensions?: Readonly<Record<string, unknown>> }): boolean {
  return String(extensions?.['code']).startsWith('SUBREQUEST_');
}
