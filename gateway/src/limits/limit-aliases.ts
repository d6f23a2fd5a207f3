import type { ValidationRule } from 'graphql';
import { createGraphQLError, gatewayErrors } from '../errors.ts';

/** A rule that counts aliases: each one makes a subgraph do the work again. Fragments count once. */
export function limitAliases(maxAliases: number): ValidationRule {
  return (context) => {
    let aliases = 0;
    return {
      Field(node) {
        if (!node.alias) return;
        aliases += 1;
        if (aliases !== maxAliases + 1) return;
        const message = `${gatewayErrors.table.MAX_ALIASES_LIMIT.message} It accepts ${maxAliases}.`;
        context.reportError(createGraphQLError('MAX_ALIASES_LIMIT', { message, nodes: node }));
      },
    };
  };
}
