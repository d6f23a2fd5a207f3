import type { Logger } from '@headgate/service/create-logger.ts';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { type Access, createAccess } from '../auth/create-access.ts';
import { readAccessRules } from '../auth/read-access-rules.ts';
import type { EvaluatePolicies } from '../ports/evaluate-policies.ts';

export interface OpenAccessOptions {
  readonly supergraph: DocumentNode;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** The claim of access tokens that names policies. */
  readonly policiesClaim: string | undefined;
  /** Whether anything tells who asks. */
  readonly identifies: boolean;
  readonly evaluatePolicies: EvaluatePolicies | undefined;
  readonly logger: Logger;
}

/** Decides by the authorisation directives of a supergraph; undefined when it has none. */
export function openAccess(options: OpenAccessOptions): Access | undefined {
  const { supergraph, schema, policiesClaim, evaluatePolicies, logger } = options;
  const rules = readAccessRules(supergraph);
  if (!rules) return undefined;
  if (!options.identifies) {
    logger.warn(
      'the supergraph has authorisation directives, but nothing tells who asks: what needs a token is denied to everybody',
    );
  }
  const names = new Set(rules.requirements.flatMap(({ policies = [] }) => policies.flat()));
  if (names.size > 0 && policiesClaim === undefined && !evaluatePolicies) {
    logger.warn(
      { policies: [...names] },
      'the supergraph has policies that nothing evaluates: what they protect is denied to everybody',
    );
  }
  return createAccess({ rules, schema, policiesClaim, evaluatePolicies, logger });
}
