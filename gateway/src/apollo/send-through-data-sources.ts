import type { AsyncLocalStorage } from 'node:async_hooks';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';
import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type {
  SendSubgraphRequest,
  SubgraphHttpRequest,
  SubgraphHttpResponse,
} from '../execution/subgraph-client/send-subgraph-request.ts';
import { HeaderMap } from '../values/header-map.ts';

export interface DataSourcesOptions {
  /** The data source of a subgraph, by its name. */
  readonly dataSourceOf: (subgraph: { readonly name: string; readonly url: string }) => GraphQLDataSource;
  /** The operation of a client that a request to a subgraph belongs to. */
  readonly incoming: AsyncLocalStorage<GatewayGraphQLRequestContext>;
}

/** Written by the data source itself. */
const ofTransport = new Set(['content-type', 'accept', 'accept-encoding', 'user-agent']);

type ProcessOptions = Extract<
  Parameters<GraphQLDataSource['process']>[0],
  { incomingRequestContext: unknown }
>;

/** The value of an enum that @apollo/gateway does not export. */
const incomingOperation = 'incoming operation' as ProcessOptions['kind'];

/**
 * Sends requests to subgraphs through the data sources of @apollo/gateway, which see them as `ApolloGateway` shows them
 * (https://www.apollographql.com/docs/apollo-server/using-federation/api/apollo-gateway#class-remotegraphqldatasource).
 */
export function sendThroughDataSources({ dataSourceOf, incoming }: DataSourcesOptions): SendSubgraphRequest {
  const documents = new LRUCache<string, DocumentNode>({ max: 1_000 });

  function readDocument(query: string): DocumentNode {
    let document = documents.get(query);
    if (!document) {
      document = parse(query, { noLocation: true });
      documents.set(query, document);
    }
    return document;
  }

  return async (fetch) => {
    const incomingRequestContext = incoming.getStore();
    if (!incomingRequestContext) throw new Error('A request to a subgraph that belongs to no operation.');
    const { query, variables, operationName } = JSON.parse(fetch.body);
    const request = {
      query,
      variables: variables ?? {},
      ...(operationName !== undefined && { operationName }),
      http: { method: 'POST', url: fetch.url, headers: readHeaders(fetch) },
    };
    try {
      const response = await dataSourceOf({ name: fetch.subgraph, url: fetch.url }).process({
        kind: incomingOperation,
        request: request as unknown as ProcessOptions['request'],
        incomingRequestContext,
        context: incomingRequestContext.context,
        document: readDocument(query),
      });
      const { data, errors, extensions, http } = response;
      return describe({ data, errors, extensions }, Object.fromEntries(http?.headers ?? []));
    } catch (error) {
      // What a data source throws as a GraphQLError is what clients read of it.
      if (!(error instanceof GraphQLError)) throw error;
      return describe({ data: null, errors: [error.toJSON()] }, {});
    }
  };
}

function readHeaders({ headers }: SubgraphHttpRequest): InstanceType<typeof HeaderMap> {
  return new HeaderMap(Object.entries(headers).filter(([name]) => !ofTransport.has(name)));
}

function describe(body: object, headers: Record<string, string>): SubgraphHttpResponse {
  return { status: 200, headers, body: JSON.stringify(body) };
}
