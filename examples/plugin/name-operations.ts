import { GraphQLError } from 'graphql';
import type { HeadgatePlugin } from 'headgate';

/** Refuses operations without a name, and tells clients the name in a header. */
export function nameOperations(): HeadgatePlugin {
  return {
    name: 'name-operations',
    onOperation({ operation }) {
      if (operation.name) return;
      throw new GraphQLError('Give your operation a name, as in: query Products { products { name } }', {
        extensions: { code: 'OPERATION_NAME_REQUIRED', http: { status: 400 } },
      });
    },
    onAnswer({ operationName, headers }) {
      if (operationName) headers['x-operation-name'] = operationName;
    },
  };
}
