import type { DocumentNode, FormattedExecutionResult, GraphQLSchema } from 'graphql';
import { listTypes } from '../entities/list-types.ts';
import { computeHintPolicy, type HintPolicy, noHints } from './compute-hint-policy.ts';
import type { OperationEnd } from './create-policy-collector.ts';
import { type CacheHints, readCacheHints } from './read-cache-hints.ts';

interface DocumentPolicy extends HintPolicy {
  readonly schema: GraphQLSchema;
  readonly types: readonly string[];
}

/** Says of the answer to a query how it ended, as far as a cache needs to know. */
export interface DescribeAnswerPolicy {
  /** Takes the hints of another supergraph. */
  study(schema: GraphQLSchema, supergraph: DocumentNode): void;
  describe(
    result: Pick<FormattedExecutionResult, 'errors' | 'extensions'>,
    document: DocumentNode,
    schema: GraphQLSchema,
  ): OperationEnd;
}

export function createDescribeAnswerPolicy(): DescribeAnswerPolicy {
  const hintsBySchema = new WeakMap<GraphQLSchema, CacheHints>();
  const policyByDocument = new WeakMap<DocumentNode, DocumentPolicy>();

  function readPolicy(schema: GraphQLSchema, document: DocumentNode): DocumentPolicy {
    const known = policyByDocument.get(document);
    if (known?.schema === schema) return known;
    const hints = hintsBySchema.get(schema);
    const policy = hints ? computeHintPolicy(document, schema, hints) : noHints;
    const read = { ...policy, schema, types: listTypes(document, schema) };
    policyByDocument.set(document, read);
    return read;
  }

  return {
    study(schema, supergraph) {
      const hints = readCacheHints(supergraph);
      if (hints) hintsBySchema.set(schema, hints);
    },
    describe({ errors, extensions }, document, schema) {
      if (errors?.length) return { kind: errors.every(isOutage) ? 'failed' : 'refused' };
      if (extensions && Object.keys(extensions).length > 0) return { kind: 'unfit' };
      const { hint, isRestricted, types } = readPolicy(schema, document);
      return { kind: 'answered', hint, isRestricted, types };
    },
  };
}

/** Whether a subgraph could not be reached, rather than that it refused something. */
function isOutage({ extensions }: { readonly extensions?: Readonly<Record<string, unknown>> }): boolean {
  return String(extensions?.['code']).startsWith('SUBREQUEST_');
}
