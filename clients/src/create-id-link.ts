import { ApolloLink } from '@apollo/client';
import { requireDocumentId } from './require-document-id.ts';

/** Has the links after it send ids of operations in the place of their texts. */
export function createIdLink(): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const sha256Hash = requireDocumentId(operation.operationName);
    operation.extensions['persistedQuery'] = { version: 1, sha256Hash };
    operation.setContext({ http: { includeQuery: false, includeExtensions: true } });
    return forward(operation);
  });
}
