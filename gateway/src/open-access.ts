import type { Logger } from '@headgate/service/create-logger.ts';
import { type GraphQLSchema, parse } from 'graphql';
import { type Access, createAccess } from './auth/create-access.ts';
import type { EvaluatePolicies } from './auth/evaluate-policies.ts';
import { readAccessRules } from './auth/read-access-rules.ts';
import type { GatewayConfig } from './config.ts';

export interface OpenAccessOptions {
  readonly supergraphSdl: string;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly config: GatewayConfig;
  readonly evaluatePolicies: EvaluatePolicies | undefined;
  readonly logger: Logger;
}

/** Decides by the authorisation directives of a supergraph; undefined when it has none. */
export function openAccess(options: OpenAccessOptions): Access | undefined {
  const { supergraphSdl, schema, config, evaluatePolicies, logger } = options;
  const rules = readAccessRules(parse(supergraphSdl, { noLocation: true }));
  if (!rules) return undefined;
  const { policiesClaim } = config.settings.authorization;
  if (!config.oidc) {
    logger.warn(
      'the supergraph has authorisation directives, but no identity provider is configured: what needs a token is denied to everybody',
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
