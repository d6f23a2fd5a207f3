import { ApolloLink, type ErrorLike } from '@apollo/client';
import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { OperationTypeNode } from 'graphql';
import { catchError, defer, from, mergeMap, type Observable, of, switchMap, throwError } from 'rxjs';
import type { Session } from '../sign-in/create-session.ts';

const refusals = new Set(['UNAUTHENTICATED', 'SUBSCRIPTION_JWT_EXPIRED']);

type Errors = readonly { readonly extensions?: { readonly code?: unknown } }[] | undefined;

const areRefusals = (errors: Errors) =>
  errors?.some(({ extensions }) => refusals.has(String(extensions?.code))) ?? false;

const isRefusal = (error: ErrorLike) =>
  (ServerError.is(error) && error.statusCode === 401) ||
  (CombinedGraphQLErrors.is(error) && areRefusals(error.errors));

/**
 * Gives each operation a token, over HTTP as a header, over a socket with the operation itself, since a socket outlives tokens. One
 * that the gateway does not take is renewed: HTTP operations are sent once more, subscriptions by who follows them.
 */
export function createTokenLink(session: Session): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const isSubscription = operation.operationType === OperationTypeNode.SUBSCRIPTION;

    const send = (isLast: boolean): Observable<ApolloLink.Result> =>
      defer(() => from(session.accessToken())).pipe(
        switchMap((token) => {
          const authorization = `Bearer ${token}`;
          if (isSubscription) operation.extensions['headers'] = { authorization };
          else operation.setContext({ headers: { authorization } });
          const again = () => {
            session.distrust(token);
            return isLast ? undefined : send(true);
          };
          return forward(operation).pipe(
            mergeMap((result) => {
              const errors = 'errors' in result ? (result.errors as Errors) : undefined;
              return (areRefusals(errors) && again()) || of(result);
            }),
            catchError((error) => (isRefusal(error) && again()) || throwError(() => error)),
          );
        }),
      );
    return send(isSubscription);
  });
}
