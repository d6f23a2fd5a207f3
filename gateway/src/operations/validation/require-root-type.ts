import { GraphQLError, type ValidationRule } from 'graphql';

const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };

/**
 * A rule that refuses operations of a kind that the schema has no root type for, which the rules of graphql-js pass
 * (https://spec.graphql.org/September2025/#sec-Operation-Type-Existence).
 */
export const requireRootType: ValidationRule = (context) => ({
  OperationDefinition(node) {
    const { operation } = node;
    if (context.getSchema().getRootType(operation)) return;
    const message = `This schema has no ${operation}s.`;
    context.reportError(new GraphQLError(message, { nodes: node, extensions }));
  },
});
