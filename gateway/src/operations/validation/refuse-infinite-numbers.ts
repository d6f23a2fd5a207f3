import { GraphQLError, getNamedType, type ValidationRule } from 'graphql';

const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };

/** A rule that refuses a `Float` beyond what a double can hold, as `1e999`: it would become infinite, or null, on the way. */
export const refuseInfiniteNumbers: ValidationRule = (context) => ({
  FloatValue(node) {
    if (Number.isFinite(Number(node.value)) || getNamedType(context.getInputType())?.name !== 'Float') return;
    const message = `${node.value.slice(0, 50)} is larger than a number may be.`;
    context.reportError(new GraphQLError(message, { nodes: node, extensions }));
  },
});
