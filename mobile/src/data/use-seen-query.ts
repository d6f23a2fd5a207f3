import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useQuery } from '@apollo/client/react';

/**
 * What was seen before at once, what is true now when the network tells; where it fails, what was seen stays, beside the error.
 */
export function useSeenQuery<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) {
  const options: useQuery.Options<Data, Variables> = {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    errorPolicy: 'all',
    variables,
  } as never;
  const { data, previousData, error, loading, fetchMore, refetch } = useQuery(document, options);
  return {
    data: (data ?? previousData) as Data | undefined,
    error,
    loading,
    fetchMore,
    /** Asks anew; what fails is said by `error`. */
    again: () =>
      refetch().then(
        () => undefined,
        () => undefined,
      ),
  };
}
