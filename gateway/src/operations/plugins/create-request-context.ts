import type { GraphQLRequestContext, GraphQLResponse, GraphQLServerContext } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { HeaderMap } from '../../values/header-map.ts';
import type { OperationContext } from '../operation-context.ts';
import type { OperationRequest } from '../operation-request.ts';

type Seen = GraphQLRequestContext<OperationContext>;

/** What plugins see of a request; they may change its response. Its body is there when an answer is. */
export type RequestContext = { -readonly [Member in keyof Omit<Seen, 'response'>]: Seen[Member] } & {
  readonly response: Omit<GraphQLResponse, 'body'> & { body: GraphQLResponse['body'] };
};

export function createRequestContext(
  request: OperationRequest,
  contextValue: OperationContext,
  {
    schema,
    service,
  }: { readonly schema: GraphQLSchema; readonly service: Pick<GraphQLServerContext, 'logger' | 'cache'> },
): RequestContext {
  const { query, operationName, variables, extensions } = request;
  return {
    logger: service.logger,
    cache: service.cache,
    schema,
    request: {
      ...(query !== undefined && { query }),
      ...(operationName !== undefined && { operationName }),
      ...(variables && { variables }),
      ...(extensions && { extensions }),
      http: request.http(),
    },
    response: { http: { headers: new HeaderMap() }, body: undefined as never },
    contextValue: { ...contextValue },
    metrics: {},
    overallCachePolicy: createCachePolicy(),
    requestIsBatched: request.isBatched ?? false,
  };
}

/** The policy that plugins give to a whole answer (https://www.apollographql.com/docs/apollo-server/performance/caching). */
function createCachePolicy(): Seen['overallCachePolicy'] {
  return {
    restrict({ maxAge, scope }) {
      if (maxAge !== undefined && (this.maxAge === undefined || maxAge < this.maxAge)) this.maxAge = maxAge;
      if (scope !== undefined && this.scope !== 'PRIVATE') this.scope = scope;
    },
    replace({ maxAge, scope }) {
      if (maxAge !== undefined) this.maxAge = maxAge;
      if (scope !== undefined) this.scope = scope;
    },
    policyIfCacheable() {
      return this.maxAge ? { maxAge: this.maxAge, scope: this.scope ?? 'PUBLIC' } : null;
    },
  };
}
